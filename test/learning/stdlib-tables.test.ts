import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { losses } from '../../src/learning/losses/table.ts'
import { activations } from '../../src/learning/models/activations.ts'
import { models } from '../../src/learning/models/table.ts'
import { optimizers } from '../../src/learning/optimizers/table.ts'
import { schedules } from '../../src/learning/schedules/table.ts'
import { limits } from '../../src/learning/training/regulation/limits.ts'
import { responses } from '../../src/learning/training/responses.ts'
import type { Declaration, Entry, Item } from '../../src/parser/ast.ts'
import { parse } from '../../src/parser/parse.ts'

const folder = join(import.meta.dirname, '../../stdlib')

function signatures(): Declaration[] {
  return readdirSync(folder).flatMap((name) => {
    const { module, diagnostics } = parse(new SourceText(name, readFileSync(join(folder, name), 'utf8')))
    expect(diagnostics).toEqual([])
    return module.items.filter((item): item is Declaration => item.kind === 'declaration')
  })
}

function entry(items: readonly Item[], key: string): Entry | undefined {
  return items.find(
    (item): item is Entry => item.kind === 'entry' && 'text' in item.key && item.key.text === key,
  )
}

function namesOf(category: string): string[] {
  return signatures()
    .filter((declaration) => {
      const is = entry(declaration.body?.items ?? [], 'is')?.value
      return is?.kind === 'string' && is.value === category
    })
    .map((declaration) => declaration.name.text)
    .sort()
}

test.each([
  ['model', models],
  ['loss', losses],
  ['optimizer', optimizers],
  ['schedule', schedules],
  ['limit', limits],
  ['response', responses],
])('every %s of the standard library is implemented, and no other', (category, table) => {
  expect(Object.keys(table).sort()).toEqual(namesOf(category))
})

test('the activations of mlp are those of its signature', () => {
  const signature = signatures().find(({ name }) => name.text === 'mlp')
  const param = signature?.body?.items.find(
    (item): item is Declaration => item.kind === 'declaration' && item.name.text === 'activation',
  )
  if (param?.type?.kind !== 'call') throw new Error('no one_of')
  const named = param.type.arguments.map(({ value }) => (value.kind === 'string' ? value.value : ''))
  expect(Object.keys(activations).sort()).toEqual(named.sort())
})

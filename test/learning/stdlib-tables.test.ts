import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { generators } from '../../src/learning/datasets/sources/generated.ts'
import { splits } from '../../src/learning/datasets/splits/table.ts'
import { transforms } from '../../src/learning/datasets/transforms/table.ts'
import { losses } from '../../src/learning/losses/table.ts'
import { metrics } from '../../src/learning/metrics/table.ts'
import { activations } from '../../src/learning/models/activations.ts'
import { models } from '../../src/learning/models/table.ts'
import { optimizers } from '../../src/learning/optimizers/table.ts'
import { schedules } from '../../src/learning/schedules/table.ts'
import { limits } from '../../src/learning/training/regulation/limits.ts'
import { responses } from '../../src/learning/training/responses.ts'
import type { Declaration, Entry, Item } from '../../src/parser/ast.ts'
import { parse } from '../../src/parser/parse.ts'
import { declaredOnly } from '../../src/runtime/plan/declared-only.ts'

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

function categories(): readonly string[] {
  const found = signatures().map((declaration) => entry(declaration.body?.items ?? [], 'is')?.value)
  return [...new Set(found.map((is) => (is?.kind === 'string' ? is.value : '')))]
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
  ['metric', metrics],
  ['transform', transforms],
])('every %s of the standard library is implemented or declared only, and no other', (category, table) => {
  const later = declaredOnly[category] ?? []
  expect([...Object.keys(table), ...later].sort()).toEqual(namesOf(category))
})

/** Categories that commands, the compiler or the runtime do themselves, without a table of components. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  source: ['csv', 'json', 'jsonl', ...Object.keys(generators)],
  split: Object.keys(splits),
  executor: ['local'],
  receiver: ['webhook', 'slack', 'command', 'file'],
  output: ['file', 'directory', 'dataset', 'metrics'],
  secret: ['env', 'file'],
  input: ['file', 'files'],
  export: ['export'],
}

test.each(Object.keys(elsewhere))('every %s of the library is done or declared only', (category) => {
  const later = declaredOnly[category] ?? []
  expect([...(elsewhere[category] ?? []), ...later].sort()).toEqual(namesOf(category))
})

test('what is declared only is in the library, and nothing in the library is left out', () => {
  for (const [category, names] of Object.entries(declaredOnly)) {
    expect(namesOf(category), category).toEqual(expect.arrayContaining([...names]))
  }
  const tables = ['model', 'loss', 'optimizer', 'schedule', 'limit', 'response', 'metric', 'transform']
  const known = [...tables, ...Object.keys(elsewhere), ...Object.keys(declaredOnly)]
  // These are no components that a program calls, or kinds of nodes, which a plan refuses by kind.
  const signaturesOnly = ['kind', 'command_kind', 'settings', 'fields', 'scope', 'target']
  // These stand only in a `sweep` or a `compare`, which a plan refuses by kind as well.
  const sweeps = ['space', 'search', 'pruner', 'stopper', 'test']
  const left = categories().filter((is) => ![...known, ...signaturesOnly, ...sweeps].includes(is))
  expect(left).toEqual([])
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

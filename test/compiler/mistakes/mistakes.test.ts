import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../src/base/source.ts'
import { compile } from '../../../src/compiler/compile.ts'
import { memoryHost } from '../memory-host.ts'
import { engines } from './engines.ts'
import { choosing, fitting, judging, sharing } from './leaks.ts'
import type { Mistake } from './mistake.ts'
import { order } from './order.ts'
import { reproducible } from './reproducible.ts'
import { total } from './total.ts'
import { typed } from './typed.ts'

const groups: Readonly<Record<string, readonly Mistake[]>> = {
  'order does not matter': order,
  'typed and checked': typed,
  'total and pure': total,
  'the same on every engine': engines,
  reproducible,
  'choosing by a test part': choosing,
  'a transform fitted on more than the train part': fitting,
  'a model judged on rows that it saw': judging,
  'two datasets of one source': sharing,
}

type Files = Readonly<Record<string, string>>

/** The files of a mistake without the mark, and where it stood, as an editor counts. */
function marked({ program, files = {} }: Mistake): { readonly files: Files; readonly place: string } {
  const all = { ...files, 'main.pipe': program }
  const [name, text] = Object.entries(all).find(([, content]) => content.includes('▸')) ?? ['main.pipe', '']
  const plain = text.replace('▸', '')
  const { line, column } = new SourceText(name, plain).position(text.indexOf('▸'))
  return { files: { ...all, [name]: plain }, place: `${name}:${line}:${column}` }
}

/** What is said of a program: each problem as its severity, code and place. */
function told(files: Files) {
  const { diagnostics, sources } = compile(memoryHost(files), 'main.pipe')
  return diagnostics.map(({ code, severity, location, hint }) => {
    const position = location && sources.get(location.file)?.position(location.start)
    const place = `${location && posix.basename(location.file)}:${position?.line}:${position?.column}`
    return { said: `${severity} ${code} at ${place}`, hint }
  })
}

it('there are sixty mistakes and more, at least four of each kind', () => {
  expect(Object.values(groups).flat().length).toBeGreaterThanOrEqual(60)
  for (const group of Object.values(groups)) expect(group.length).toBeGreaterThanOrEqual(4)
})

describe.each(Object.entries(groups))('%s', (_, mistakes) => {
  it.each(mistakes.map((mistake) => [mistake.name, mistake] as const))('%s', (_name, mistake) => {
    const { files, place } = marked(mistake)
    const { severity = 'error', code, hint } = mistake
    const found = told(files)
    expect(found.map(({ said }) => said)).toEqual([`${severity} ${code} at ${place}`])
    expect(found[0]?.hint).toMatch(hint)
  })
})

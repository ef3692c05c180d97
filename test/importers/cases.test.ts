import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderText } from '../../src/base/diagnostics/render-text.ts'
import { SourceText } from '../../src/base/source.ts'
import { compile } from '../../src/compiler/compile.ts'
import { findImport } from '../../src/importers/find-file.ts'
import { importFile } from '../../src/importers/import.ts'
import { parse } from '../../src/parser/parse.ts'
import { print } from '../../src/parser/print.ts'
import { memoryHost } from '../compiler/memory-host.ts'
import { filesIn, memoryImport } from './memory-import.ts'

/** Each folder has the files that are imported, the program they become, and what is told. Update with `vitest -u`. */
const cases = join(import.meta.dirname, 'cases')

function imported(name: string) {
  const files = filesIn(join(cases, name, 'input'))
  const host = memoryImport(files)
  const file = findImport(host, undefined)
  if (!file.ok) throw new Error(`${name}: ${file.diagnostics[0]?.message}`)
  return { files, ...importFile(host, file.value, { name }) }
}

function compiled(files: Readonly<Record<string, Uint8Array>>, program: string) {
  const texts = Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)] as const)
  return compile(memoryHost({ ...Object.fromEntries(texts), 'program.pipe': program }), 'program.pipe')
}

describe('the cases', () => {
  it.each(readdirSync(cases))('%s', async (name) => {
    const { files, program = '', renames, diagnostics, sources } = imported(name)
    const told =
      diagnostics.length === 0 ? '' : renderText(diagnostics, sources, { color: false, width: 110 })
    const names = renames.map(({ what, from, to }) => `${what} ${from} -> ${to}\n`).join('')
    await expect(`${told}\n${names}`).toMatchFileSnapshot(join(cases, name, 'told.txt'))
    await expect(program).toMatchFileSnapshot(join(cases, name, 'program.pipe'))
    if (diagnostics.some(({ severity }) => severity === 'error')) {
      expect(program).toBe('')
      return
    }

    const source = new SourceText('program.pipe', program)
    expect(print(parse(source).module, source)).toBe(program)

    const { diagnostics: found, sources: own } = compiled(files, program)
    const errors = found.filter(({ severity }) => severity === 'error')
    expect(renderText(errors, own, { color: false, width: 110 })).toBe(
      renderText([], own, { color: false, width: 110 }),
    )
  })

  it('says in the program whatever it says beside it', () => {
    for (const name of readdirSync(cases)) {
      const { program, diagnostics } = imported(name)
      for (const { code, severity } of diagnostics) {
        if (program !== undefined && severity === 'warning') expect(program, name).toContain(`# ${code} `)
      }
    }
  })
})

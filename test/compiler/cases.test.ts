import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderText } from '../../src/base/diagnostics/render-text.ts'
import { compile } from '../../src/compiler/compile.ts'
import { canonicalProgram } from '../../src/ir/canonical.ts'
import { validateProgram } from '../../src/ir/validate.ts'
import { memoryHost } from './memory-host.ts'

/** Each folder of `test/cases` holds a program, what is said of it and what becomes of it. Update with `vitest -u`. */
const cases = join(import.meta.dirname, '../cases')

const names = readdirSync(cases).filter((name) => statSync(join(cases, name)).isDirectory())

function filesOf(folder: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[relative(folder, path)] = readFileSync(path, 'utf8')
  }
  return files
}

describe('the cases', () => {
  it.each(names)('%s', async (name) => {
    const folder = join(cases, name)
    const { program, diagnostics, sources } = compile(memoryHost(filesOf(folder)), 'program.pipe')
    const text =
      diagnostics.length === 0 ? '' : renderText(diagnostics, sources, { color: false, width: 110 })
    await expect(text).toMatchFileSnapshot(join(folder, 'diagnostics.txt'))
    if (!program) return
    await expect(`${JSON.stringify(program, null, 2)}\n`).toMatchFileSnapshot(join(folder, 'ir.json'))
    const read = await validateProgram(JSON.parse(JSON.stringify(program)))
    expect(read.ok && canonicalProgram(read.value)).toEqual(program)
  })
})

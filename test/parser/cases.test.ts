import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderText } from '../../src/base/diagnostics/render-text.ts'
import { SourceText } from '../../src/base/source.ts'
import { parse } from '../../src/parser/parse.ts'
import { print } from '../../src/parser/print.ts'
import { treeText, withoutPositions } from './tree-text.ts'

const folder = join(import.meta.dirname, 'cases')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.pipe') && !name.endsWith('.formatted.pipe'))
  .map((name) => name.slice(0, -'.pipe'.length))

const read = (name: string) =>
  new SourceText(`${name}.pipe`, readFileSync(join(folder, `${name}.pipe`), 'utf8'))
const golden = (name: string, ending: string) => join(folder, `${name}.${ending}`)

describe.each(names)('%s', (name) => {
  const source = read(name)
  const { module, diagnostics } = parse(source)

  it('has its tree', async () => {
    await expect(treeText(module)).toMatchFileSnapshot(golden(name, 'tree.txt'))
  })

  it('has its diagnostics', async () => {
    const text = renderText(diagnostics, new Map([[source.file, source]]), { color: false, width: 100 })
    await expect(text).toMatchFileSnapshot(golden(name, 'diagnostics.txt'))
  })

  it.runIf(diagnostics.length === 0)(
    'has its format, which keeps tree and comments and is stable',
    async () => {
      const formatted = print(module, source)
      await expect(formatted).toMatchFileSnapshot(golden(name, 'formatted.pipe'))
      const again = new SourceText(source.file, formatted)
      const second = parse(again)
      expect(second.diagnostics).toEqual([])
      expect(withoutPositions(second.module)).toEqual(withoutPositions(module))
      const comments = (of: typeof module) => of.comments.map(({ text }) => text).sort()
      expect(comments(second.module)).toEqual(comments(module))
      expect(print(second.module, again)).toBe(formatted)
    },
  )
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderText } from '../../src/base/diagnostics/render-text.ts'
import { readBlocks } from '../../src/cli/markdown.ts'
import { compile } from '../../src/compiler/compile.ts'
import { memoryHost } from '../compiler/memory-host.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/diagnostics-compared.md'), 'utf8')
const codes = readBlocks(page).filter((block) => block.kind === 'code')
const programs = codes.flatMap(({ info, text }, index) =>
  info === 'pipe' ? [{ text, said: codes[index + 1]?.text ?? '' }] : [],
)

describe('the comparison of diagnostics', () => {
  it('has ten programs of ours', () => {
    expect(programs).toHaveLength(10)
  })

  it.each(programs)('prints what is said of %o', ({ text, said }) => {
    const { diagnostics, sources } = compile(memoryHost({ 'main.pipe': text }), 'main.pipe')
    expect(renderText(diagnostics, sources, { color: false, width: 100 })).toBe(said)
  })
})

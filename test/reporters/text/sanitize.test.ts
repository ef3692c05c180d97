import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sanitizeLine } from '../../../src/reporters/text/sanitize.ts'

describe('sanitizeLine', () => {
  it.each([
    ['plain', 'plain'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007after', 'after'],
    ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['a\tb', 'a    b'],
    ['10%\r20%\r100%', '100%'],
    ['100%\r', '100%'],
    ['\u001b[2J\u001b[Hgone\u0007', 'gone'],
    ['\u009b31mred', 'red'],
    ['\u001bPq#0\u001b\\sixel', 'sixel'],
    ['héllo 中', 'héllo 中'],
  ])('%j becomes %j', (line, expected) => {
    expect(sanitizeLine(line)).toBe(expected)
  })

  it('leaves nothing that a terminal would act on', () => {
    const nasty = fc.array(
      fc.constantFrom('\u001b', '[', ']', '31m', 'x', '\u0007', '\r', '\n', '\u009b', 'P', '\\', '?1049l'),
    )
    fc.assert(
      fc.property(nasty, (parts) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must be gone
        expect(sanitizeLine(parts.join(''))).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Screen } from '../../../src/reporters/tui/screen.ts'

/** As much of a terminal as Screen speaks to: absolute positions, line erasure, text. */
class TinyTerminal {
  rows = 6
  written = ''
  private lines: string[] = []

  write(text: string): boolean {
    this.written += text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences
    for (const [, row, line] of text.matchAll(/\u001b\[(\d+);1H\u001b\[2K([^\u001b]*)/g))
      this.lines[Number(row) - 1] = line ?? ''
    if (text.includes('\u001b[2J')) this.lines = []
    return true
  }

  get shown(): string {
    return Array.from({ length: this.rows }, (_, row) => this.lines[row] ?? '')
      .join('\n')
      .trimEnd()
  }
}

describe('Screen', () => {
  it('shows each frame as it is, however the frame before looked', () => {
    const frame = fc
      .array(fc.constantFrom('', 'one', 'two', 'a longer line'), { maxLength: 9 })
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 6 }), (frames) => {
        const terminal = new TinyTerminal()
        const screen = new Screen(terminal)
        screen.enter()
        for (const one of frames) {
          screen.draw(one)
          expect(terminal.shown).toBe(one.split('\n').slice(0, 6).join('\n').trimEnd())
        }
      }),
    )
  })

  it('writes only what changed, and nothing when nothing did', () => {
    const terminal = new TinyTerminal()
    const screen = new Screen(terminal)
    screen.enter()
    screen.draw('a\nb\nc')
    terminal.written = ''
    screen.draw('a\nB\nc')
    expect(terminal.written).toBe('\u001b[?2026h\u001b[2;1H\u001b[2KB\u001b[0m\u001b[?2026l')
    terminal.written = ''
    screen.draw('a\nB\nc')
    expect(terminal.written).toBe('')
  })

  it('never clears the scrollback, and gives the terminal back once', () => {
    const terminal = new TinyTerminal()
    const screen = new Screen(terminal)
    screen.leave()
    expect(terminal.written).toBe('')
    screen.enter()
    screen.enter()
    screen.draw('a')
    screen.invalidate()
    screen.draw('a')
    screen.leave()
    screen.leave()
    screen.draw('late')
    expect(terminal.written).not.toContain('\u001b[3J')
    expect(terminal.written.match(/\?1049h/g)).toHaveLength(1)
    expect(terminal.written.match(/\?1049l/g)).toHaveLength(1)
    expect(terminal.written.endsWith('\u001b[?7h\u001b[?25h\u001b[?1049l')).toBe(true)
  })
})

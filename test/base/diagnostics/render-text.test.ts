import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../src/base/diagnostics/diagnostic.ts'
import { renderText, summary } from '../../../src/base/diagnostics/render-text.ts'
import { SourceText } from '../../../src/base/source.ts'

const file = 'moons.pipe'

/** A diagnostic about the text between « and » of a source; the marks are not part of it. */
function marked(
  text: string,
  extras: Partial<Diagnostic> = {},
): { diagnostic: Diagnostic; source: SourceText } {
  const start = text.indexOf('«')
  const end = text.indexOf('»') - 1
  const source = new SourceText(file, text.replace(/[«»]/g, ''))
  const location = { file, start, end }
  return {
    diagnostic: {
      code: 'PIPE2001',
      severity: 'error',
      message: 'Nothing here is called `x`.',
      location,
      ...extras,
    },
    source,
  }
}

function render(text: string, extras: Partial<Diagnostic> = {}, width = 80): string {
  const { diagnostic, source } = marked(text, extras)
  return renderText([diagnostic], new Map([[file, source]]), { color: false, width })
}

describe('a code frame', () => {
  it('shows place, line, marks and hint', () => {
    expect(render('param a: int\nlet b = «hiden» + 1\n', { hint: 'Did you mean `hidden`?' })).toBe(
      [
        'error[PIPE2001]: Nothing here is called `x`.',
        ' --> moons.pipe:2:9',
        '  |',
        '2 | let b = hiden + 1',
        '  |         ^^^^^',
        'hint: Did you mean `hidden`?',
        '',
        '1 error',
        '',
      ].join('\n'),
    )
  })

  it('aligns line numbers of two digits', () => {
    expect(render(`${'\n'.repeat(9)}let b = «x»`)).toContain(
      ['  --> moons.pipe:10:9', '   |', '10 | let b = x', '   |         ^'].join('\n'),
    )
  })

  it('marks the place of an empty span', () => {
    expect(render('let b =«»')).toContain(['1 | let b =', '  |        ^'].join('\n'))
    expect(render('let «»b = 1')).toContain(['1 | let b = 1', '  |     ^'].join('\n'))
    expect(render('«»')).toContain(['1 |', '  | ^'].join('\n'))
  })

  it('shows each line of a short span', () => {
    expect(render('a «b {\n    c: 1\n\n  d: 2\n}» e')).toContain(
      [
        '1 | a b {',
        '  |   ^^^',
        '2 |     c: 1',
        '  |     ^^^^',
        '3 |',
        '4 |   d: 2',
        '  |   ^^^^',
        '5 | } e',
        '  | ^',
      ].join('\n'),
    )
  })

  it('shows the ends of a long span', () => {
    const shown = render(`«a {\n${'  b: 1\n'.repeat(20)}}»`)
    expect(shown).toContain(
      [' 1 | a {', '   | ^^^', ' 2 |   b: 1', '   |   ^^^^', '...', '22 | }', '   | ^'].join('\n'),
    )
  })

  it('aligns marks behind tabs', () => {
    expect(render('\ta\t«b»')).toContain(['1 |     a   b', '  |         ^'].join('\n'))
  })

  it('aligns marks behind wide characters, and under them', () => {
    expect(render('a: "日本" + «b»')).toContain(['1 | a: "日本" + b', '  |             ^'].join('\n'))
    expect(render('a: «"日本 💥"»')).toContain(['1 | a: "日本 💥"', '  |    ^^^^^^^^^'].join('\n'))
  })

  it('counts a letter with its accents as one', () => {
    expect(render('e\u0301 «b»')).toContain(['1 | e\u0301 b', '  |   ^'].join('\n'))
  })

  it('cuts a long line to a window around the marks', () => {
    const before = Array.from({ length: 60 }, (_, index) => `before${index}`).join(' ')
    const after = Array.from({ length: 60 }, (_, index) => `after${index}`).join(' ')
    const shown = render(`${before} «here» ${after}`, {}, 60).split('\n')
    const [line = '', marks = ''] = shown.slice(3, 5)
    expect(line.length).toBeLessThanOrEqual(60)
    expect(line).toMatch(/^1 \| ….* here .*…$/)
    expect(marks.indexOf('^')).toBe(line.indexOf('here'))
    expect(marks.trimEnd().length).toBe(line.indexOf('here') + 4)
  })

  it('shows the end of a long line whole', () => {
    const shown = render(`${'word '.repeat(100)}«end»`, {}, 60).split('\n')
    const [line = '', marks = ''] = shown.slice(3, 5)
    expect(line).toMatch(/^1 \| ….* end$/)
    expect(marks.indexOf('^^^')).toBe(line.indexOf('end'))
  })

  it('shows a window of a very long line', () => {
    const shown = render(`${'a'.repeat(5_000_000)}«b»${'c'.repeat(5_000_000)}`)
    expect(shown.length).toBeLessThan(1000)
  })

  it('lets no control character through', () => {
    const shown = render('a: "\u001b[31m\u0007" «b»', {
      message: 'Found `\u001b[2J`.',
      hint: 'No \u0007 here.',
    })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
    expect(shown).toContain('Found `␛[2J`.')
  })

  it('keeps windows line ends out', () => {
    expect(render('a: 1\r\nb: «x»\r\nc: 2')).toContain(['2 | b: x', '  |    ^'].join('\n'))
  })
})

describe('what belongs to a diagnostic', () => {
  it('shows related places with their own marks', () => {
    const related = [{ message: '`b` is declared here first', location: { file, start: 4, end: 5 } }]
    expect(render('let b = 1\nlet «b» = 2', { related })).toContain(
      [
        '2 | let b = 2',
        '  |     ^',
        'note: `b` is declared here first',
        ' --> moons.pipe:1:5',
        '  |',
        '1 | let b = 1',
        '  |     -',
      ].join('\n'),
    )
  })

  it('does without a place', () => {
    const text = renderText(
      [{ code: 'PIPE6002', severity: 'warning', message: 'The disk is full.' }],
      new Map(),
      {
        color: false,
        width: 80,
      },
    )
    expect(text).toBe('warning[PIPE6002]: The disk is full.\n\n1 warning\n')
  })

  it('names a file whose text is not known', () => {
    const { diagnostic } = marked('«a»')
    const text = renderText([diagnostic], new Map(), { color: false, width: 80 })
    expect(text).toContain('\n --> moons.pipe\n')
  })

  it('bears places beyond the end of the text', () => {
    const { diagnostic, source } = marked('«a»')
    const beyond = { ...diagnostic, location: { file, start: 900, end: 1000 } }
    expect(renderText([beyond], new Map([[file, source]]), { color: false, width: 80 })).toContain('1 | a')
  })

  it('colours on request only', () => {
    const { diagnostic, source } = marked('let «b» = 1')
    const sources = new Map([[file, source]])
    const colored = renderText([diagnostic], sources, { color: true, width: 80 })
    const plain = renderText([diagnostic], sources, { color: false, width: 80 })
    expect(colored).toContain('\u001b[1;31merror[PIPE2001]\u001b[0m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are taken off
    expect(colored.replace(/\u001b\[[\d;]*m/g, '')).toBe(plain)
  })
})

describe('summary', () => {
  const error: Diagnostic = { code: 'PIPE1001', severity: 'error', message: '' }
  const warning: Diagnostic = { ...error, severity: 'warning' }
  it.each([
    [[error], '1 error'],
    [[error, error, warning], '2 errors, 1 warning'],
    [[warning, warning], '2 warnings'],
  ])('counts', (diagnostics, expected) => {
    expect(summary(diagnostics)).toBe(expected)
  })

  it('is nothing for nothing', () => {
    expect(renderText([], new Map(), { color: true, width: 80 })).toBe('')
  })
})

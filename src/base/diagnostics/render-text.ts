import type { Location, SourceText } from '../source.ts'
import { type Paint, painter, type Style } from './ansi.ts'
import { gutterOf, renderFrame } from './code-frame.ts'
import type { Diagnostic, Severity } from './diagnostic.ts'

/** Where diagnostics are shown. */
export interface RenderOptions {
  readonly color: boolean
  /** Columns of the terminal; longer source lines are cut to a window around what they show. */
  readonly width: number
}

const styleOf: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow' }

/**
 * Diagnostics for people, in the given order: code and sentence, the lines they are about, what else helps, the hint,
 * and at the end how many there were. Empty for none.
 */
export function renderText(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
  { color, width }: RenderOptions,
): string {
  if (diagnostics.length === 0) return ''
  const paint = painter(color)
  const blocks = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, sources, paint, width))
  return `${[...blocks, summary(diagnostics)].join('\n\n')}\n`
}

/** "2 errors, 1 warning" */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  const parts = [count(errors, 'error'), count(warnings, 'warning')].filter((part) => part !== '')
  return parts.join(', ')
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`
}

function renderDiagnostic(
  diagnostic: Diagnostic,
  sources: ReadonlyMap<string, SourceText>,
  paint: Paint,
  width: number,
): string {
  const { severity, code, message, location, related = [], hint } = diagnostic
  const style = styleOf[severity]
  const lines = [`${paint(style, `${severity}[${code}]`)}${paint('bold', `: ${printable(message)}`)}`]
  const sourceOf = (place: Location) => sources.get(place.file)
  const places = [...(location ? [location] : []), ...related.map((each) => each.location)]
  const gutter = Math.max(1, ...places.map((place) => gutterOf(place, sourceOf(place))))
  if (location) {
    lines.push(
      ...renderFrame(location, sourceOf(location), gutter, { paint, width, mark: '^', markStyle: style }),
    )
  }
  for (const { message: words, location: place } of related) {
    lines.push(`${paint('blue', 'note')}: ${printable(words)}`)
    lines.push(...renderFrame(place, sourceOf(place), gutter, { paint, width, mark: '-', markStyle: 'blue' }))
  }
  if (hint !== undefined) {
    const [first = '', ...rest] = printable(hint).split('\n')
    lines.push(`${paint('cyan', 'hint')}: ${first}`, ...rest.map((line) => `      ${line}`))
  }
  return lines.join('\n')
}

/** Words may quote the user's text: no control character of it reaches the terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{Control}\n]/gu, (character) => {
    const code = character.charCodeAt(0)
    return code < 32 ? String.fromCharCode(0x2400 + code) : '\ufffd'
  })
}

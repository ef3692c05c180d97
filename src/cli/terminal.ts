import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import type { SourceText } from '../base/source.ts'

/** The exit codes of every command. */
export const exitCodes = {
  done: 0,
  /** The program has errors, or a node failed. */
  failed: 1,
  /** The command line was wrong. */
  usage: 2,
  /** `plan --exit-code`: something would run. */
  wouldRun: 3,
  /** Ctrl-C, as shells count it. */
  cancelled: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Colour only on a terminal, and never against NO_COLOR (no-color.org). */
export function wantsColor(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return stream.isTTY === true
}

/** Columns to write for: the terminal's, or 100 where there is none. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return stream.columns && stream.columns > 0 ? stream.columns : 100
}

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

/** Diagnostics in words on the error stream, with the code they point at. */
export async function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText> = new Map(),
): Promise<void> {
  if (diagnostics.length === 0) return
  const { renderText } = await import('../base/diagnostics/render-text.ts')
  const options = { color: wantsColor(process.stderr), width: widthOf(process.stderr) }
  const text = renderText(diagnostics, sources, options)
  process.stderr.write(`${text.endsWith('\n') ? text : `${text}\n`}${wayOn(diagnostics)}`)
}

/** What more there is to be had about problems of a program: a page, and fixes that can be applied. */
function wayOn(diagnostics: readonly Diagnostic[]): string {
  const code = diagnostics.find(({ location }) => location)?.code
  if (code === undefined) return ''
  const fixable = diagnostics.filter(({ fix }) => fix).length
  const fixes = fixable === 0 ? '' : `; \`pipe check --fix\` can mend ${fixable}`
  return `\`pipe explain ${code}\` says more${fixes}.\n`
}

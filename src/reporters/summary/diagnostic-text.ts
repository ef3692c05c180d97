import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import { renderText, summary } from '../../base/diagnostics/render-text.ts'
import type { SourceText } from '../../base/source.ts'

/** How diagnostics and summaries are to be written. */
export interface TextOptions {
  /** Columns. */
  readonly width: number
  readonly color: boolean
  readonly sources: ReadonlyMap<string, SourceText>
}

/**
 * Diagnostics in words, with the code they point at where its file is known. Without the count at the end, which says
 * little beside the counts of nodes; ends without a line break.
 */
export function diagnosticText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  if (diagnostics.length === 0) return ''
  const { color, width } = options
  const text = renderText(diagnostics, options.sources, { color, width }).trimEnd()
  const count = summary(diagnostics)
  return text.endsWith(count) ? text.slice(0, -count.length).trimEnd() : text
}

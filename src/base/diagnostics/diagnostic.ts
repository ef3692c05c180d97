import type { Location, Span } from '../source.ts'

export type Severity = 'error' | 'warning'

/** A place that helps to understand a diagnostic, such as the earlier declaration of a name. */
export interface Related {
  readonly message: string
  readonly location: Location
}

/** A change of text: what stands at the location becomes the text. */
export interface Edit {
  readonly location: Location
  readonly text: string
}

/** A mend that is sure enough to be offered as one: what `pipe check --fix` applies, and editors show. */
export interface Fix {
  /** What it does, as a menu says it. */
  readonly title: string
  /** In order of place; they don't overlap. */
  readonly edits: readonly Edit[]
}

/** What the user is told about one problem: the same shape from the lexer to a failed node. */
export interface Diagnostic {
  /** Stable: `PIPE` and four digits. */
  readonly code: string
  readonly severity: Severity
  /** One plain sentence. */
  readonly message: string
  /** Absent where no text is to blame, such as a full disk. */
  readonly location?: Location
  /** What to do about it. */
  readonly hint?: string
  readonly related?: readonly Related[]
  readonly fix?: Fix
}

/** A problem in the table: its code, severity and words. `P` are the parameters the words need. */
export interface Problem<P> {
  readonly code: string
  readonly severity: Severity
  readonly message: (parameters: P) => string
  readonly hint?: (parameters: P) => string | undefined
  /** The text that mends the problem when it stands in the place of what is blamed. */
  readonly mend?: (parameters: P) => string | undefined
}

/** Declares one problem; the parameter type is inferred at the place where it is reported. */
export function problem<P = Record<never, never>>(
  code: string,
  severity: Severity,
  message: (parameters: P) => string,
  hint?: (parameters: P) => string | undefined,
  mend?: (parameters: P) => string | undefined,
): Problem<P> {
  return { code, severity, message, ...(hint && { hint }), ...(mend && { mend }) }
}

/** What may be added to a diagnostic beyond its words. */
export interface DiagnosticExtras {
  readonly hint?: string
  readonly related?: readonly Related[]
  readonly fix?: Fix
}

/** Makes a diagnostic of a problem of the table. */
export function diagnose<P>(
  kind: Problem<P>,
  parameters: P,
  location?: Location,
  extras: DiagnosticExtras = {},
): Diagnostic {
  const hint = extras.hint ?? kind.hint?.(parameters)
  const mend = location && kind.mend?.(parameters)
  const fix = extras.fix ?? (location && mend !== undefined ? rewrite(location, mend) : undefined)
  return {
    code: kind.code,
    severity: kind.severity,
    message: kind.message(parameters),
    ...(location && { location }),
    ...(hint !== undefined && { hint }),
    ...(extras.related && { related: extras.related }),
    ...(fix && { fix }),
  }
}

/** Writes a text in the place of what is wrong. */
export function rewrite(location: Location, text: string): Fix {
  const title = location.start === location.end ? `Add \`${text.trim()}\`` : `Write \`${text.trim()}\``
  return { title, edits: [{ location, text }] }
}

/** Takes away what is wrong or not needed; `what` names it, as in "the unused param `lr`". */
export function removal(location: Location, what: string): Fix {
  return { title: `Remove ${what}`, edits: [{ location, text: '' }] }
}

/** The location of a span in a file. */
export function at(file: string, span: Span): Location {
  return { file, start: span.start, end: span.end }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}

import type { Location, Span } from '../source.ts'

export type Severity = 'error' | 'warning'

/** A place that helps to understand a diagnostic, such as the earlier declaration of a name. */
export interface Related {
  readonly message: string
  readonly location: Location
}

/** A change of text that would mend the problem. */
export interface Edit {
  readonly location: Location
  readonly text: string
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
  readonly fix?: Edit
}

/** A problem in the table: its code, severity and words. `P` are the parameters the words need. */
export interface Problem<P> {
  readonly code: string
  readonly severity: Severity
  readonly message: (parameters: P) => string
  readonly hint?: (parameters: P) => string | undefined
}

/** Declares one problem; the parameter type is inferred at the place where it is reported. */
export function problem<P = Record<never, never>>(
  code: string,
  severity: Severity,
  message: (parameters: P) => string,
  hint?: (parameters: P) => string | undefined,
): Problem<P> {
  return hint ? { code, severity, message, hint } : { code, severity, message }
}

/** What may be added to a diagnostic beyond its words. */
export interface DiagnosticExtras {
  readonly hint?: string
  readonly related?: readonly Related[]
  readonly fix?: Edit
}

/** Makes a diagnostic of a problem of the table. */
export function diagnose<P>(
  kind: Problem<P>,
  parameters: P,
  location?: Location,
  extras: DiagnosticExtras = {},
): Diagnostic {
  const hint = extras.hint ?? kind.hint?.(parameters)
  return {
    code: kind.code,
    severity: kind.severity,
    message: kind.message(parameters),
    ...(location && { location }),
    ...(hint !== undefined && { hint }),
    ...(extras.related && { related: extras.related }),
    ...(extras.fix && { fix: extras.fix }),
  }
}

/** The location of a span in a file. */
export function at(file: string, span: Span): Location {
  return { file, start: span.start, end: span.end }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}

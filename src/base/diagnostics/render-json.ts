import type { Location, Position, SourceText } from '../source.ts'
import type { Diagnostic, Severity } from './diagnostic.ts'

/** A point of a file for programs; line and column (one-based, UTF-16 units) where the file's text is known. */
interface JsonPoint extends Partial<Position> {
  readonly offset: number
}

interface JsonLocation {
  readonly file: string
  readonly start: JsonPoint
  /** Exclusive. */
  readonly end: JsonPoint
}

interface JsonDiagnostic {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly hint?: string
  readonly location?: JsonLocation
  readonly related: readonly { readonly message: string; readonly location: JsonLocation }[]
  readonly fix?: {
    readonly title: string
    readonly edits: readonly { readonly location: JsonLocation; readonly text: string }[]
  }
}

/** What `--json` prints for diagnostics: members are only ever added, never renamed or removed. */
export interface JsonReport {
  readonly errors: number
  readonly warnings: number
  readonly diagnostics: readonly JsonDiagnostic[]
}

/** Diagnostics for programs, as the text of a `JsonReport`. */
export function renderJson(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
): string {
  return `${JSON.stringify(jsonReport(diagnostics, sources), null, 2)}\n`
}

/** The same as a value, for commands that print more than diagnostics. */
export function jsonReport(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
): JsonReport {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  return {
    errors,
    warnings: diagnostics.length - errors,
    diagnostics: diagnostics.map((diagnostic) => toJson(diagnostic, sources)),
  }
}

function toJson(diagnostic: Diagnostic, sources: ReadonlyMap<string, SourceText>): JsonDiagnostic {
  const { code, severity, message, hint, location, related = [], fix } = diagnostic
  const place = (at: Location) => toLocation(at, sources.get(at.file))
  return {
    code,
    severity,
    message,
    ...(hint !== undefined && { hint }),
    ...(location && { location: place(location) }),
    related: related.map((each) => ({ message: each.message, location: place(each.location) })),
    ...(fix && {
      fix: {
        title: fix.title,
        edits: fix.edits.map((edit) => ({ location: place(edit.location), text: edit.text })),
      },
    }),
  }
}

function toLocation({ file, start, end }: Location, source: SourceText | undefined): JsonLocation {
  return { file, start: toPoint(start, source), end: toPoint(end, source) }
}

function toPoint(offset: number, source: SourceText | undefined): JsonPoint {
  return source ? { offset, ...source.position(offset) } : { offset }
}

import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver'
import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../base/diagnostics/name-problems.ts'
import { type DocumentFinder, locationOf, rangeOf } from './places.ts'

const start = { line: 0, character: 0 }

/** A problem as the protocol says it; what has no place in the text stands at its start. */
export function toProtocol(find: DocumentFinder, diagnostic: Diagnostic): LspDiagnostic {
  const { code, severity, message, hint, location, related = [] } = diagnostic
  const document = location && find(location.file)
  const places = related.flatMap(({ message: said, location: place }) => {
    const found = locationOf(find, place)
    return found ? [{ message: said, location: found }] : []
  })
  return {
    code,
    source: 'pipe',
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    message: hint === undefined ? message : `${message}\n${hint}`,
    range: document && location ? rangeOf(document, location) : { start, end: start },
    ...(places.length > 0 && { relatedInformation: places }),
    ...(code === nameProblems.unused.code && { tags: [DiagnosticTag.Unnecessary] }),
  }
}

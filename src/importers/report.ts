import {
  at,
  type Diagnostic,
  type DiagnosticExtras,
  diagnose,
  type Problem,
} from '../base/diagnostics/diagnostic.ts'
import type { Span } from '../base/source.ts'

/** What a place of the program is called while it is made: notes are woven in above it. `undefined` is the head. */
export type Place = string | undefined

/** Collects what is to be told of an import, each with the place in the program that it is about. */
export class Report {
  private readonly told: { readonly diagnostic: Diagnostic; readonly place: Place }[] = []
  private readonly seen = new Set<string>()
  private readonly shown: (path: string) => string

  /** `shown` turns a path of the source into the one that the user knows. */
  constructor(shown: (path: string) => string) {
    this.shown = shown
  }

  /** Tells a problem once, however many steps a stage stands for. */
  tell<P>(
    kind: Problem<P>,
    parameters: P,
    where: { readonly file: string; readonly span: Span },
    place: Place,
    extras: DiagnosticExtras = {},
  ): void {
    const diagnostic = diagnose(kind, parameters, at(this.shown(where.file), where.span), extras)
    const key = `${diagnostic.code} ${where.file} ${where.span.start} ${diagnostic.message}`
    if (this.seen.has(key)) return
    this.seen.add(key)
    this.told.push({ diagnostic, place })
  }

  add(diagnostics: readonly Diagnostic[]): void {
    this.told.push(...diagnostics.map((diagnostic) => ({ diagnostic, place: undefined })))
  }

  /** Everything, in the order of the files' text. */
  get diagnostics(): readonly Diagnostic[] {
    return this.told
      .map(({ diagnostic }) => diagnostic)
      .sort((a, b) => (a.location?.start ?? 0) - (b.location?.start ?? 0))
  }

  get hasErrors(): boolean {
    return this.told.some(({ diagnostic }) => diagnostic.severity === 'error')
  }

  /** What was told about one place, in the order of the text. */
  about(place: Place): readonly Diagnostic[] {
    return this.told
      .filter((each) => each.place === place && each.diagnostic.severity === 'warning')
      .map(({ diagnostic }) => diagnostic)
      .sort((a, b) => (a.location?.start ?? 0) - (b.location?.start ?? 0))
  }
}

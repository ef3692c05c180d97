import {
  at,
  type Diagnostic,
  type DiagnosticExtras,
  diagnose,
  type Problem,
} from '../base/diagnostics/diagnostic.ts'
import type { SourceText, Span } from '../base/source.ts'

/** What a place of the program is called while it is made: notes are woven in above it. `undefined` is the head. */
export type Place = string | undefined

/** Collects what is to be told of an import, each with the place in the program that it is about. */
export class Report {
  private readonly told: { readonly diagnostic: Diagnostic; readonly place: Place }[] = []
  private readonly seen = new Set<string>()
  private readonly shown: (path: string) => string
  private readonly sources: ReadonlyMap<string, SourceText>

  /** `shown` turns a path of the source into the one that the user knows. */
  constructor(shown: (path: string) => string, sources: ReadonlyMap<string, SourceText>) {
    this.shown = shown
    this.sources = sources
  }

  /** The place of a piece of text within a larger place, where it stands there as it is. */
  placeOf(written: string, file: string, around: Span): Span {
    const text = this.sources.get(this.shown(file))?.text ?? ''
    const start = text.indexOf(written, around.start)
    return start >= 0 && start < around.end ? { start, end: start + written.length } : around
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

  /** Whether a problem was told before: what follows from it need not be. */
  has({ code }: { readonly code: string }): boolean {
    return this.told.some(({ diagnostic }) => diagnostic.code === code)
  }

  get hasErrors(): boolean {
    return this.told.some(({ diagnostic }) => diagnostic.severity === 'error')
  }

  /** The places that something was told about. */
  get places(): ReadonlySet<Place> {
    return new Set(this.told.map(({ place }) => place))
  }

  /** What was told about places, in the order of the text. */
  about(...places: readonly Place[]): readonly Diagnostic[] {
    return this.told
      .filter((each) => places.includes(each.place) && each.diagnostic.severity === 'warning')
      .map(({ diagnostic }) => diagnostic)
      .sort((a, b) => (a.location?.start ?? 0) - (b.location?.start ?? 0))
  }
}

import { resolve } from 'node:path'
import { applyFixes } from '../../base/diagnostics/apply-fixes.ts'
import type { Diagnostic, Fix } from '../../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../../base/diagnostics/syntax-problems.ts'
import type { SourceText } from '../../base/source.ts'
import { analyze } from '../../compiler/compile.ts'
import type { CompilerHost } from '../../compiler/host.ts'

/** A problem that was mended, where it was when it was. */
export interface Mended {
  readonly code: string
  readonly title: string
  /** `program.pipe:3:5` */
  readonly place: string
}

/** What became of the files of a program. */
export interface FixedProgram {
  readonly mended: readonly Mended[]
  /** The files that changed, by name: their text before and after. */
  readonly changes: ReadonlyMap<string, { readonly before: string; readonly after: string }>
}

interface Checked {
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, SourceText>
}

/** A fix may make another possible, and some come one by one; a program of thousands of mistakes takes several calls. */
const mostChecks = 200

const syntaxCodes: ReadonlySet<string> = new Set(Object.values(syntaxProblems).map(({ code }) => code))

/**
 * Mends what can be mended for sure, in memory. All fixes at once where that does no harm, else one by one; a fix after
 * which there would be more errors than before is not kept.
 */
export function fixProgram(host: CompilerHost, file: string): FixedProgram {
  return new Mender(host, file).mendAll()
}

class Mender {
  private readonly host: CompilerHost
  private readonly file: string
  private readonly mended: Mended[] = []
  private readonly refused = new Set<string>()
  private texts: ReadonlyMap<string, string> = new Map()
  private current: Checked
  private checksLeft = mostChecks

  constructor(host: CompilerHost, file: string) {
    this.host = host
    this.file = file
    this.current = this.check(this.texts)
  }

  mendAll(): FixedProgram {
    const { sources } = this.current
    for (let open = this.open(); open.length > 0 && this.checksLeft > 0; open = this.open()) {
      // What does harm together with others is tried alone; alone it is given up.
      if (!this.accepts(open)) this.mendOne(open)
    }
    return { mended: this.mended, changes: changesOf(sources, this.texts) }
  }

  private open(): readonly Diagnostic[] {
    return this.current.diagnostics.filter(
      (diagnostic) => diagnostic.fix && !this.refused.has(keyOf(diagnostic)),
    )
  }

  private mendOne(open: readonly Diagnostic[]): void {
    for (const diagnostic of open) {
      if (open.length > 1 && this.accepts([diagnostic])) return
      this.refused.add(keyOf(diagnostic))
    }
  }

  private accepts(attempt: readonly Diagnostic[]): boolean {
    const { applied, overlay } = applyAll(this.current, this.texts, attempt)
    const next = this.check(overlay)
    if (applied.length === 0 || !isNoWorse(next, this.current)) return false
    this.mended.push(...applied.map((diagnostic) => mendedFrom(diagnostic, this.current.sources)))
    this.texts = overlay
    this.current = next
    return true
  }

  private check(overlay: ReadonlyMap<string, string>): Checked {
    this.checksLeft--
    return analyze(overlaid(this.host, overlay), this.file)
  }
}

/** The outside world with some texts that are not written yet. */
function overlaid(host: CompilerHost, overlay: ReadonlyMap<string, string>): CompilerHost {
  const byPath = new Map([...overlay].map(([name, text]) => [resolve(name), text]))
  return { ...host, readText: (path) => byPath.get(resolve(path)) ?? host.readText(path) }
}

function applyAll(
  { sources }: Checked,
  before: ReadonlyMap<string, string>,
  attempt: readonly Diagnostic[],
): { readonly applied: readonly Diagnostic[]; readonly overlay: ReadonlyMap<string, string> } {
  const overlay = new Map(before)
  const kept = new Set<Fix>()
  const fixes = attempt.flatMap(({ fix }) => (fix ? [fix] : []))
  for (const [name, source] of sources) {
    const { text, fixes: own } = applyFixes(source, fixes)
    for (const fix of own) kept.add(fix)
    if (own.length > 0) overlay.set(name, text)
  }
  return { applied: attempt.filter(({ fix }) => fix && kept.has(fix)), overlay }
}

/** Neither more errors, nor more of those for which a text does not parse. */
function isNoWorse(next: Checked, before: Checked): boolean {
  return errorsOf(next) <= errorsOf(before) && syntaxErrorsOf(next) <= syntaxErrorsOf(before)
}

function errorsOf({ diagnostics }: Checked): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length
}

function syntaxErrorsOf({ diagnostics }: Checked): number {
  return diagnostics.filter(({ code }) => syntaxCodes.has(code)).length
}

/** Places move while a text is mended; what was refused stays refused wherever it is. */
function keyOf({ code, message, fix }: Diagnostic): string {
  return JSON.stringify([code, message, fix?.title, fix?.edits.map(({ text }) => text)])
}

function mendedFrom({ code, location, fix }: Diagnostic, sources: ReadonlyMap<string, SourceText>): Mended {
  const source = location && sources.get(location.file)
  const { line, column } = (location && source?.position(location.start)) ?? { line: 1, column: 1 }
  return { code, title: fix?.title ?? '', place: `${location?.file ?? ''}:${line}:${column}` }
}

function changesOf(
  sources: ReadonlyMap<string, SourceText>,
  texts: ReadonlyMap<string, string>,
): FixedProgram['changes'] {
  return new Map(
    [...texts].flatMap(([name, after]) => {
      const before = sources.get(name)?.text
      return before === undefined || before === after ? [] : [[name, { before, after }] as const]
    }),
  )
}

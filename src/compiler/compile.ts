import { canonicalJson, type Json } from '../base/canonical-json.ts'
import { type Diagnostic, diagnose, hasErrors } from '../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../base/diagnostics/name-problems.ts'
import type { SourceText } from '../base/source.ts'
import type { Value } from '../ir/expression.ts'
import type { Program } from '../ir/program.ts'
import type { Module } from '../parser/ast.ts'
import { bindProgram } from './bind/bind-program.ts'
import type { CheckedProgram } from './checks/rule.ts'
import { rules } from './checks/rules.ts'
import { withoutConsequences } from './consequences.ts'
import { Elaborator, type TermObserver } from './elaborate/elaborate.ts'
import type { CompilerHost } from './host.ts'
import { load, loadLibrary } from './load.ts'
import { lower } from './lower/lower.ts'
import { newerFile } from './modules/edition.ts'
import { loadFiles } from './modules/load-files.ts'
import { projectOf } from './project.ts'
import { LibraryError } from './signatures/read-signature.ts'

/** What compiling a file gives: always every problem that was found, and the program when none is an error. */
export interface Compilation {
  readonly program?: Program
  readonly diagnostics: readonly Diagnostic[]
  /** The texts that diagnostics point into, by file. */
  readonly sources: ReadonlyMap<string, SourceText>
  /** Absolute path of the project. */
  readonly root: string
}

/** What a caller may know beyond the file. */
export interface CompileOptions {
  /** Params that the run sets: what they reach is checked with these values instead of the defaults. */
  readonly params?: ReadonlyMap<string, Value>
  /** Is told of every term as it is settled: how an editor knows what stands where. */
  readonly observe?: TermObserver
  /**
   * Only what is declared at this offset of the file is settled, with what it needs, and no rule is held against it:
   * enough for an editor that asks about one place.
   */
  readonly around?: number
}

/** A program of which everything is known that can be without running it, whether it has errors or not. */
export interface Analysis extends Omit<Compilation, 'program'> {
  /** Absent when the program or the library can't be read. */
  readonly checked?: CheckedProgram
  /** The syntax trees, by file. */
  readonly modules: ReadonlyMap<string, Module>
}

/** Text to checked program to IR: load, bind, elaborate, check, lower. Never throws for anything that a file says. */
export function compile(host: CompilerHost, file: string, options: CompileOptions = {}): Compilation {
  const { checked, diagnostics, sources, root } = analyze(host, file, options)
  if (!checked || hasErrors(diagnostics)) return { diagnostics, sources, root }
  const { context, elaborated } = checked
  return { program: lower({ context, elaborated, sources }), diagnostics, sources, root }
}

/** Every stage but lowering: what an editor asks for, errors and all. */
export function analyze(host: CompilerHost, file: string, options: CompileOptions = {}): Analysis {
  try {
    return stages(host, file, options)
  } catch (error) {
    if (!(error instanceof LibraryError)) throw error
    const diagnostics = [diagnose(nameProblems.libraryBroken, { reason: error.message })]
    return { diagnostics, sources: new Map(), root: projectOf(host, file).root, modules: new Map() }
  }
}

function stages(host: CompilerHost, file: string, options: CompileOptions): Analysis {
  const collected = new Collected()
  const { report } = collected
  const project = projectOf(host, file)
  const { root } = project
  const loaded = load(host, file)
  const library = loadLibrary(host)
  if (!loaded.ok) return { diagnostics: loaded.diagnostics, sources: new Map(), root, modules: new Map() }
  const { source, module } = loaded.value
  const own = { sources: new Map([[source.file, source]]), modules: new Map([[source.file, module]]), root }
  if (!library.ok) return { ...own, diagnostics: library.diagnostics }
  const skew = newerFile(module, library.value)
  if (skew) return { ...own, diagnostics: [skew] }

  const files = loadFiles(project, loaded.value, library.value, report)
  const { sources } = files
  const modules = new Map(files.inOrder.map((one) => [one.source.file, one.module]))
  for (const { syntaxErrors } of files.inOrder) for (const diagnostic of syntaxErrors) report(diagnostic)
  const program = bindProgram(files, report)
  const params = options.params ?? new Map<string, Value>()
  const { observe, around } = options
  const elaboration = { program, library: library.value, project, params, report }
  const context = new Elaborator(observe ? { ...elaboration, observe } : elaboration)
  const elaborated = around === undefined ? context.all() : context.around(around)
  const checked = { context, elaborated, hasErrors: collected.hasErrors }
  if (around === undefined) for (const rule of rules) rule(checked, report)

  const diagnostics = withoutConsequences(collected.inOrder(sources), sources, modules)
  return { checked, diagnostics, sources, root, modules }
}

/** Problems, each once: what a `let` says wrong is met wherever it is used. */
class Collected {
  private readonly diagnostics = new Map<string, Diagnostic>()

  readonly report = (diagnostic: Diagnostic): void => {
    const { code, message, location } = diagnostic
    const where: Json = location ? [location.file, location.start, location.end] : []
    const key = canonicalJson([code, message, where])
    if (!this.diagnostics.has(key)) this.diagnostics.set(key, diagnostic)
  }

  get hasErrors(): boolean {
    return hasErrors([...this.diagnostics.values()])
  }

  /** By file and place in the text; those of one place in the order in which they were found. */
  inOrder(sources: ReadonlyMap<string, SourceText>): readonly Diagnostic[] {
    const files = new Map([...sources.keys()].map((file, index) => [file, index]))
    const fileOf = ({ location }: Diagnostic) => (location && files.get(location.file)) ?? 0
    const startOf = ({ location }: Diagnostic) => location?.start ?? 0
    return [...this.diagnostics.values()].sort((a, b) => fileOf(a) - fileOf(b) || startOf(a) - startOf(b))
  }
}

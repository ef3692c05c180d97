import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import { closest } from '../../base/suggestion.ts'
import type { Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { Expression } from '../../parser/ast.ts'
import type { BoundProgram } from '../bind/bind.ts'
import { type Declared, type Home, isNodeKind, isValueKind } from '../bind/declared.ts'
import { fileNames } from '../bind/names.ts'
import type { Project } from '../project.ts'
import type { Library } from '../signatures/library.ts'
import type { Field, Signature } from '../signatures/signature.ts'
import { assign } from './assign.ts'
import type { Context, Elaborated, Scope } from './context.ts'
import { expressionTerm } from './expression.ts'
import { elaborateNode, elaborateSettings } from './nodes.ts'
import { nominalValue } from './range.ts'
import { broken, type Term } from './term.ts'
import { elaborateValue } from './values.ts'

/** Hears of each expression what it came to, where it stands, and what its place accepts. */
export type TermObserver = (syntax: Expression, scope: Scope, expected: Type | undefined, term: Term) => void

/** What elaboration starts from. */
export interface Elaboration {
  readonly program: BoundProgram
  readonly library: Library
  readonly project: Project
  /** Params that this run sets, so that what they reach is checked with the values that will be used. */
  readonly params: ReadonlyMap<string, Value>
  report(diagnostic: Diagnostic): void
  readonly observe?: TermObserver
}

/** How many names are compared for suggestions before it gets slow: ten thousand wrong names are one mistake. */
const mostComparisons = 1_000_000

/** How many declarations may wait for one another: those of a real program are met in an order where none waits. */
const deepest = 60

/**
 * Settles every name and type of a program. Declarations are taken in dependency order; one that is asked for earlier
 * is elaborated then, and one that asks for itself gets nothing, which the check of cycles reports.
 */
export class Elaborator implements Context {
  readonly program: BoundProgram
  readonly library: Library
  readonly project: Project
  private readonly params: ReadonlyMap<string, Value>
  private readonly reportTo: (diagnostic: Diagnostic) => void
  private readonly done = new Map<Declared, Elaborated>()
  private readonly underWay = new Set<Declared>()
  private readonly defaults = new Map<Field, Term>()
  private comparisonsLeft = mostComparisons
  private readonly observe: TermObserver | undefined

  constructor({ program, library, project, params, report, observe }: Elaboration) {
    this.program = program
    this.library = library
    this.project = project
    this.params = params
    this.reportTo = report
    this.observe = observe
  }

  /** Everything, in dependency order. */
  all(): ReadonlyMap<Declared, Elaborated> {
    for (const declared of this.program.order) this.elaborated(declared)
    if (this.program.pipeline) this.elaborated(this.program.pipeline)
    return this.done
  }

  /** What is declared at an offset of the program's file, and what that needs. */
  around(offset: number): ReadonlyMap<Declared, Elaborated> {
    const { declarations, pipeline } = this.program
    for (const declared of [...declarations.values(), ...(pipeline ? [pipeline] : [])]) {
      const { start, end } = declared.syntax
      if (start <= offset && offset <= end) this.elaborated(declared)
    }
    return this.done
  }

  report(diagnostic: Diagnostic): void {
    this.reportTo(diagnostic)
  }

  suggest(name: string, known: readonly string[]): string | undefined {
    if (this.comparisonsLeft < 0) return undefined
    this.comparisonsLeft -= known.length
    return closest(name, known)
  }

  expression(syntax: Expression, scope: Scope, expected?: Type): Term {
    const term = expressionTerm(this, syntax, scope, expected)
    this.observe?.(syntax, scope, expected, term)
    return term
  }

  elaborated(declared: Declared): Elaborated | undefined {
    const known = this.done.get(declared)
    if (known || this.underWay.has(declared)) return known
    if (this.underWay.size > deepest) {
      this.report(diagnose(nameProblems.tooDeep, {}, declared.location))
      return undefined
    }
    this.underWay.add(declared)
    const elaborated = this.elaborate(declared)
    this.underWay.delete(declared)
    this.done.set(declared, elaborated)
    return elaborated
  }

  nominalParam(name: string): Value | undefined {
    const set = this.params.get(name)
    if (set !== undefined) return set
    const declared = this.program.declarations.get(name)
    const definition = declared && this.done.get(declared)?.definition
    return definition && nominalValue(this, definition)
  }

  defaultOf(signature: Signature, field: Field): Term | undefined {
    const known = this.defaults.get(field)
    if (known || !field.default) return known
    const scope: Scope = { file: signature.file, home: noHome, inLibrary: true, refer: () => undefined }
    const term = assign(this, this.expression(field.default, scope, field.type), field.type)
    this.defaults.set(field, term)
    return term
  }

  private elaborate(declared: Declared): Elaborated {
    const references = new Map<Declared, Location>()
    const scope: Scope = {
      file: declared.file,
      home: declared.home,
      inLibrary: false,
      owner: declared,
      refer: (other, location) => {
        if (!references.has(other)) references.set(other, location)
      },
    }
    if (this.program.unusable.has(declared))
      return withoutBody(declared, references, broken(declared.location))
    if (isValueKind(declared.kind)) {
      const { value, definition, type } = elaborateValue(this, declared, scope)
      return { ...withoutBody(declared, references, value), definition, type }
    }
    const part = isNodeKind(declared.kind)
      ? elaborateNode(this, declared, scope)
      : elaborateSettings(this, declared, scope)
    const { signature, given, keys, outputs, value, facts } = part
    return {
      declared,
      signature,
      given,
      keys,
      outputs,
      value,
      definition: undefined,
      type: undefined,
      references,
      facts,
    }
  }
}

/** Names of the user's mean nothing in the library. */
const noHome: Home = { names: fileNames(new Map(), new Map()), isPart: false }

const nothing: ReadonlyMap<string, never> = new Map<string, never>()

function withoutBody(
  declared: Declared,
  references: ReadonlyMap<Declared, Location>,
  value: Term | undefined,
): Elaborated {
  return {
    declared,
    signature: undefined,
    given: nothing,
    keys: nothing,
    outputs: nothing,
    value,
    definition: undefined,
    type: undefined,
    references,
    facts: undefined,
  }
}

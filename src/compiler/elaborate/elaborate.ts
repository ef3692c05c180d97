import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import { closest } from '../../base/suggestion.ts'
import type { Value } from '../../ir/expression.ts'
import { nodeId } from '../../ir/node-id.ts'
import type { Type } from '../../ir/type.ts'
import type { Expression } from '../../parser/ast.ts'
import type { BoundProgram } from '../bind/bind-program.ts'
import { type Declared, isNodeKind, isValueKind } from '../bind/declared.ts'
import { nowhere } from '../bind/names.ts'
import { elaborateComponent } from '../components/elaborate-component.ts'
import { Expansions } from '../components/expansions.ts'
import { withHandedOn } from '../components/hand-on.ts'
import { readComponent } from '../components/read-component.ts'
import { tryOut, unusedComponents } from '../components/try-out.ts'
import { elaborateUse } from '../components/use.ts'
import type { UserComponent } from '../components/user-component.ts'
import type { Project } from '../project.ts'
import type { Library } from '../signatures/library.ts'
import type { Field, Signature } from '../signatures/signature.ts'
import { noAxes } from '../sweeps/axes.ts'
import { axesOfNode } from '../sweeps/node-axes.ts'
import { sweptNames } from '../sweeps/swept-names.ts'
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
  readonly swept: ReadonlySet<string>
  private readonly params: ReadonlyMap<string, Value>
  private readonly reportTo: (diagnostic: Diagnostic) => void
  private readonly done = new Map<Declared, Elaborated>()
  private readonly underWay = new Set<Declared>()
  private readonly nodesById = new Map<string, Declared>()
  private readonly defaults = new Map<Field, Term>()
  private readonly read = new Map<Declared, UserComponent | undefined>()
  readonly expansions = new Expansions()
  private comparisonsLeft = mostComparisons
  private readonly observe: TermObserver | undefined

  constructor({ program, library, project, params, report, observe }: Elaboration) {
    this.program = program
    this.library = library
    this.project = project
    this.swept = sweptNames(program.order)
    this.params = params
    this.reportTo = report
    this.observe = observe
  }

  /** Everything, in dependency order. */
  all(): ReadonlyMap<Declared, Elaborated> {
    for (const declared of this.program.order) this.elaborated(declared)
    if (this.program.pipeline) this.elaborated(this.program.pipeline)
    const settled = this.program.components.size > 0 ? new Map(this.done) : this.done
    tryOut(this, unusedComponents(this, settled))
    return settled
  }

  /** What is declared at an offset of the program's file, and what that needs. */
  around(offset: number): ReadonlyMap<Declared, Elaborated> {
    const { declarations, components, pipeline, file } = this.program
    for (const declared of [
      ...declarations.values(),
      ...components.values(),
      ...(pipeline ? [pipeline] : []),
    ]) {
      const { start, end } = declared.syntax
      if (declared.file !== file || offset < start || end < offset) continue
      this.elaborated(declared)
      if (declared.kind === 'component') tryOut(this, [declared])
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

  nodeWithId(id: string): Declared | undefined {
    return this.nodesById.get(id)
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
    const { declared, file } = signature
    const inLibrary = declared === undefined
    const scope = { file, home: declared?.home ?? nowhere, inLibrary, refer: () => undefined }
    const term = assign(this, this.expression(field.default, scope, field.type), field.type)
    this.defaults.set(field, term)
    return term
  }

  component(declared: Declared): UserComponent | undefined {
    if (declared.kind !== 'component') return undefined
    if (this.read.has(declared)) return this.read.get(declared)
    const isDamaged = this.program.damaged.has(declared)
    const { library, project } = this
    const report = this.report.bind(this)
    const component = readComponent(declared, { library, project, isDamaged, report })
    this.read.set(declared, component)
    return component
  }

  settle(argument: Declared, value: Term): void {
    this.done.set(argument, withoutBody(argument, nothing, value))
  }

  private elaborate(declared: Declared): Elaborated {
    const references = new Map<Declared, Location>()
    const repeated: (readonly [Declared, Location])[] = []
    const scope: Scope = {
      file: declared.file,
      home: declared.home,
      inLibrary: false,
      owner: declared,
      lists: undefined,
      refer: (other, location) => {
        if (!references.has(other)) references.set(other, location)
        else if (this.swept.size > 0) repeated.push([other, location])
      },
      ambient: undefined,
      inputs: undefined,
      outputs: undefined,
    }
    if (this.program.unusable.has(declared))
      return withoutBody(declared, references, broken(declared.location))
    if (isValueKind(declared.kind)) {
      const { value, definition, type } = elaborateValue(this, declared, scope)
      return { ...withoutBody(declared, references, value), definition, type }
    }
    if (declared.kind === 'component' || declared.kind === 'lost') {
      if (declared.kind === 'component') elaborateComponent(this, declared, scope)
      return withoutBody(declared, references, undefined)
    }
    if (declared.kind === 'use') {
      return { ...withoutBody(declared, references, undefined), ...elaborateUse(this, declared, scope) }
    }
    const part = isNodeKind(declared.kind)
      ? elaborateNode(this, declared, scope)
      : elaborateSettings(this, declared, scope)
    const { signature, keys, outputs, value, facts, lists, sweep } = part
    const handedOn = isNodeKind(declared.kind) ? this.expansions.handedTo(declared.home) : undefined
    const given = handedOn ? withHandedOn(this, part.given, handedOn) : part.given
    if (this.swept.size > 0) this.nodesById.set(nodeId(declared.path), declared)
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
      repeated,
      facts,
      axes: axesOfNode(this, declared, given, sweep),
      lists,
      sweep,
      use: undefined,
    }
  }
}

const nothing: ReadonlyMap<never, never> = new Map<never, never>()
const noRepeats: Elaborated['repeated'] = []

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
    repeated: noRepeats,
    facts: undefined,
    axes: noAxes,
    lists: undefined,
    sweep: undefined,
    use: undefined,
  }
}

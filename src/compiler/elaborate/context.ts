import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Location } from '../../base/source.ts'
import type { Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { Expression } from '../../parser/ast.ts'
import type { BoundProgram } from '../bind/bind-program.ts'
import type { Declared, Home } from '../bind/declared.ts'
import type { Expansions } from '../components/expansions.ts'
import type { UserComponent } from '../components/user-component.ts'
import type { DataFacts, Facts } from '../data/facts.ts'
import type { DataUse } from '../leaks/data-use.ts'
import type { Project } from '../project.ts'
import type { Library } from '../signatures/library.ts'
import type { Field, Signature } from '../signatures/signature.ts'
import type { SweepFacts } from '../sweeps/sweep-facts.ts'
import type { Term } from './term.ts'

/** A name that a node makes available to others: its type, and what is known of the thing. */
export interface OutputEntry {
  readonly type: Type
  readonly facts?: Facts
  /** Which parts of which datasets it has seen; absent when none. */
  readonly data?: readonly DataUse[]
}

export type Outputs = ReadonlyMap<string, OutputEntry>

/** A declaration of which all names and types are settled. */
export interface Elaborated {
  readonly declared: Declared
  /** Of a node or settings: what its body says. Absent for values. */
  readonly signature: Signature | undefined
  /** The fields that the body gives; what it leaves out is found with `fieldOf`. */
  readonly given: ReadonlyMap<string, Term>
  /** What each given field was written as, for problems about the field itself. */
  readonly keys: ReadonlyMap<string, Location>
  readonly outputs: Outputs
  /** Of a value: what it stands for. */
  readonly value: Term | undefined
  /** Of a param: its default. Of a secret or an executor: the component that it is. */
  readonly definition: Term | undefined
  /** Of a param: the type it has. */
  readonly type: Type | undefined
  /** The declarations that it reads, and where it first does. */
  readonly references: ReadonlyMap<Declared, Location>
  /** Where it reads them again; kept in programs with sweeps. */
  readonly repeated: readonly (readonly [Declared, Location])[]
  /** Facts of a dataset's rows before they are split. */
  readonly facts: DataFacts | undefined
  /** Of a node: swept params that reach it, sorted. */
  readonly axes: readonly string[]
  /** Of a node with `each`: the lists by the name under which they stand. */
  readonly lists: ReadonlyMap<string, Term> | undefined
  /** Of a sweep: what it binds and repeats. */
  readonly sweep: SweepFacts | undefined
  /** Of a use of a component: what it can be asked for, and what it declares. */
  readonly use: Use | undefined
}

/** What a use of a component of nodes has made. */
export interface Use {
  readonly outputs: ReadonlyMap<string, Term>
  readonly inside: readonly Declared[]
}

/** What names mean at one place of the text. */
export interface Scope {
  /** Where the text is; names of the user's mean nothing in the library. */
  readonly file: string
  readonly home: Home
  readonly inLibrary: boolean
  /** The declaration whose text this is. */
  readonly owner?: Declared | undefined
  /** Names that only the running node knows, records for dotted ones. */
  readonly ambient?:
    | {
        readonly names: ReadonlyMap<string, Type>
        readonly meaning: string
        /** There may be more names: what they come from is wrong or on a cycle, which is reported there. */
        readonly incomplete?: boolean
      }
    | undefined
  /** `inputs.x` inside of a step. */
  readonly inputs?: ReadonlyMap<string, Term> | undefined
  /** Where `each` may stand: it adds its list there. */
  readonly lists?: Map<string, Term> | undefined
  /** `outputs.x` inside of a step. */
  readonly outputs?: ReadonlyMap<string, Term> | undefined
  /** Notes that the owner reads another declaration. */
  refer(declared: Declared, location: Location): void
}

/** What every part of elaboration shares: the program, the library, and the way back to `expression`. */
export interface Context {
  readonly program: BoundProgram
  readonly library: Library
  readonly project: Project
  /** Values of params for checks of ranges: those of this run, else the defaults. */
  nominalParam(name: string): Value | undefined
  /** The params that some sweep of the program binds: only these are followed as axes. */
  readonly swept: ReadonlySet<string>
  /** The node that has an id; known in programs with sweeps. */
  nodeWithId(id: string): Declared | undefined
  report(diagnostic: Diagnostic): void
  /** The known name that was probably meant; nothing any more when very many names were wrong. */
  suggest(name: string, known: readonly string[]): string | undefined
  /** Settles an expression; `expected` is what its place accepts, which tells components of one name apart. */
  expression(syntax: Expression, scope: Scope, expected?: Type): Term
  /** The elaborated form of a declaration; `undefined` while it is being elaborated, that is, on a cycle. */
  elaborated(declared: Declared): Elaborated | undefined
  /** A component of the user's; `undefined` where its declaration is wrong, which has been told. */
  component(declared: Declared): UserComponent | undefined
  readonly expansions: Expansions
  /** Notes what a use of a component gives a param. */
  settle(argument: Declared, value: Term): void
  /** The default of a field; `undefined` when the field is required. */
  defaultOf(signature: Signature, field: Field): Term | undefined
}

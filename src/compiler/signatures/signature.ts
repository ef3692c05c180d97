import type { Type } from '../../ir/type.ts'
import type { Expression } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'
import type { Phase } from './phase.ts'

/** A field of a kind or an argument of a component, as the library declares it. */
export interface Field {
  readonly name: string
  readonly type: Type
  /** The latest phase that it accepts. */
  readonly phase: Phase
  /** Absent: the field is required. */
  readonly default?: Expression
  readonly doc?: string
}

/** The closed list of rules by which outputs depend on inputs; each is a function in `elaborate/outputs.ts`. */
export const shapeRules = [
  'parts_of',
  'validation_of',
  'compliance_of',
  'metrics_of',
  'candidate_of',
  'outputs_of',
  'metrics_schema',
  'experiment_of',
  'signals_of',
  'counts_of',
  'trials_of',
  'comparison_of',
] as const

export type ShapeRule = (typeof shapeRules)[number]

/** A rule, and the fields that it reads. */
export interface RuleCall<R> {
  readonly rule: R
  readonly fields: readonly string[]
}

/** What a node or component makes: of a fixed type, or of one that a rule works out. */
export interface Output {
  readonly name: string
  readonly doc?: string
  /** A model or a loss tells it while it is trained; nothing else can read it. */
  readonly signal?: true
  readonly shape: { readonly type: Type } | RuleCall<ShapeRule>
}

/** Where a kind's ambient names come from. */
export const scopeRules = ['training_signals', 'candidate_metrics', 'run_facts', 'service_signals'] as const

export type ScopeRule = (typeof scopeRules)[number]

/** A kind or component of the library: all that checking, formatting and the editor know of it. */
export interface Signature {
  readonly name: string
  /** Its category: `kind`, `optimizer`, `metric`, …; the same name may be in several. */
  readonly is: string
  readonly doc?: string
  /** In the order of positional arguments. */
  readonly fields: ReadonlyMap<string, Field>
  readonly outputs: readonly Output[]
  readonly scope?: RuleCall<ScopeRule>
  /** Further words about it, such as a metric's `task`. */
  readonly traits: ReadonlyMap<string, string>
  /** `<stdlib>/learning.pipe` */
  readonly file: string
  /** The declaration as written: the spans of defaults lie in it. */
  readonly text: string
  /** Of the user's: where it is declared. */
  readonly declared?: Declared
  /** Of the user's: the file of JavaScript that implements it, from the project's root. */
  readonly implementation?: string
}

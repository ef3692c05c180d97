import type { Dimension } from '../base/units.ts'

/**
 * What an expression evaluates to: JSON, with the few things that JSON lacks as records tagged by a `$` key
 * (a key of a user's record can't begin with `$`).
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | QuantityValue
  | RangeValue
  | ComponentValue
  | ArtifactValue
  | FileValue
  | SecretValue
  | OutputPathValue
  | PendingValue
  | RecordValue

export interface RecordValue {
  readonly [key: string]: Value
}

/** `5m`, `16GiB`, `3 epochs`: in seconds, bytes, epochs, steps. */
export interface QuantityValue {
  readonly $quantity: Dimension
  readonly amount: number
}

/** `1e-4..1e-1`, both ends included; the ends are numbers or like quantities. */
export interface RangeValue {
  readonly $range: readonly [Value, Value]
}

/** `adam(lr: 1e-3)` with every default filled in. */
export interface ComponentValue {
  readonly $component: string
  /** What it is: `optimizer`, `metric`, …; the same name may be several things. */
  readonly is: string
  readonly arguments: RecordValue
  /** Of a component of the user's; the library's are found by name. */
  readonly implementation?: Implementation
}

/** A module of JavaScript that does what a component says. */
export interface Implementation {
  readonly file: FileValue
  /** The type of what it gives, where it says so. */
  readonly gives?: RecordValue
}

/** Kinds of things that nodes make and hand on. */
export type ArtifactKind = 'Dataset' | 'Model' | 'Checkpoint' | 'File' | 'Directory' | 'Service' | 'Version'

/** A thing that a node made, by its content. */
export interface ArtifactValue {
  readonly $artifact: ArtifactKind
  /** SHA-256 of a file, or of a folder's canonical listing. */
  readonly hash: string
  /** Set where the store keeps a folder. */
  readonly folder?: boolean
  /** Where the user finds it, relative to the project root; only what a command wrote has one. */
  readonly path?: string
  /** `csv`, `jsonl`: how a Dataset that a command wrote is read; the built-in form when absent. */
  readonly format?: string
}

/** Files of the project: a path or a glob, relative to the project root, `/`-separated. */
export interface FileValue {
  readonly $file: string
}

/** A secret by its name in the program; never its text. */
export interface SecretValue {
  readonly $secret: string
}

/** Stands for the place where the running node writes an output. */
export interface OutputPathValue {
  readonly $output: string
}

/** An expression whose ambient names are known only inside the node; all else in it is already a value. */
export interface PendingValue {
  readonly $pending: Expression
}

/**
 * What a field says, in the smallest language that `evaluate` needs: names are resolved, `let`s and components of the
 * user's are inlined, defaults are filled in. Everything is plain JSON.
 */
export type Expression =
  | ValueExpression
  | ParamExpression
  | OutputExpression
  | AmbientExpression
  | FactExpression
  | ListOf
  | RecordOf
  | ComponentOf
  | Apply
  | Conditional
  | Select
  | FirstOk
  | EachOf
  | RegisteredExpression
  | PreviousExpression

export interface ValueExpression {
  readonly op: 'value'
  readonly value: Value
}

/** A param of the program, by name. */
export interface ParamExpression {
  readonly op: 'param'
  readonly name: string
}

/** `fit.val.loss` is node `fit`, path `["val", "loss"]`. */
export interface OutputExpression {
  readonly op: 'output'
  readonly node: string
  readonly path: readonly string[]
}

/** A name that only the running node knows: `epoch`, `val.loss`, a candidate's `accuracy`. */
export interface AmbientExpression {
  readonly op: 'ambient'
  readonly name: string
}

/** A fact of the program or the run: `seed`, `pipeline.name`, `run.id`, `run.date`, `run.status`. */
export interface FactExpression {
  readonly op: 'fact'
  readonly name: string
}

export interface ListOf {
  readonly op: 'list'
  readonly items: readonly Expression[]
}

export interface RecordOf {
  readonly op: 'record'
  readonly fields: { readonly [key: string]: Expression }
}

export interface ComponentOf {
  readonly op: 'component'
  readonly name: string
  readonly is: string
  readonly arguments: { readonly [key: string]: Expression }
  readonly implementation?: Implementation
}

/** An operator or a function of `functions.ts`, by name: `+`, `..`, `not`, `min`, `text` (joins a template). */
export interface Apply {
  readonly op: 'apply'
  readonly function: string
  readonly arguments: readonly Expression[]
}

export interface Conditional {
  readonly op: 'if'
  readonly condition: Expression
  readonly yes: Expression
  readonly no: Expression
}

/** A field of a record; on a list, the field of each element. */
export interface Select {
  readonly op: 'select'
  readonly object: Expression
  readonly field: string
}

/** The first of the alternatives whose node succeeded. */
export interface FirstOk {
  readonly op: 'first_ok'
  readonly alternatives: readonly Expression[]
}

/**
 * One element of a list in each instance of the node: several of different names make a product, and the same name is
 * the same element wherever it stands in the node.
 */
export interface EachOf {
  readonly op: 'each'
  /** Where it stands: the field, or the name in `inputs`. */
  readonly name: string
  readonly of: Expression
}

/**
 * A version in the registry, looked up when the node starts, or what the path leads to in it: the newest of that name,
 * of that stage, or the one with that number.
 */
export interface RegisteredExpression {
  readonly op: 'registered'
  readonly name: Expression
  readonly version?: Expression
  readonly stage?: Expression
  /** `["metrics", "rag_at_5"]`; empty for the version itself. */
  readonly path: readonly string[]
}

/** An append-only output of the same node as its last successful run left it; `none` before the first. */
export interface PreviousExpression {
  readonly op: 'previous'
  readonly output: string
}

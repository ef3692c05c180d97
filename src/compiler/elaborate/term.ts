import type { Location } from '../../base/source.ts'
import type { Expression, Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import type { Facts } from '../data/facts.ts'
import { type DataUse, joinData, noData } from '../leaks/data-use.ts'
import { type Phase, phaseOrder } from '../signatures/phase.ts'
import type { Signature } from '../signatures/signature.ts'
import { joinAxes, noAxes } from '../sweeps/axes.ts'

/** What makes a term be known late: a name as written, and the node that must have run. */
export interface Cause {
  readonly text: string
  readonly node?: string
}

/** A secret inside a term, and the declarations through which it got there, the first of them first. */
export interface SecretUse {
  readonly name: string
  readonly via: readonly SecretHolder[]
}

/** A declaration that holds a secret. */
interface SecretHolder {
  readonly name: string
  readonly location: Location
}

/** What a term was made of, where that is known: shapes are read off it, and types are checked part by part. */
export type Structure =
  | { readonly kind: 'list'; readonly items: readonly Term[] }
  | {
      readonly kind: 'record'
      readonly fields: ReadonlyMap<string, Term>
      /** Where each name is written. */
      readonly keys?: ReadonlyMap<string, Location>
    }
  | {
      readonly kind: 'component'
      readonly signature: Signature
      readonly arguments: ReadonlyMap<string, Term>
    }
  | { readonly kind: 'conditional'; readonly condition: Term; readonly yes: Term; readonly no: Term }
  | { readonly kind: 'sum'; readonly parts: readonly Term[] }
  | { readonly kind: 'node'; readonly node: Declared }
  /** One element of a list in each instance of the node. */
  | { readonly kind: 'each'; readonly name: string; readonly of: Term }
  /** In a trial of a sweep, or in each of them: at the trial itself, at a node of its cone, or at a value. */
  | {
      readonly kind: 'sweep'
      readonly sweep: Declared
      readonly at: Declared | 'trial' | 'value'
      /** What a winner was selected by on the way. */
      readonly chosen: readonly DataUse[]
    }
  | { readonly kind: 'registered' }
  | { readonly kind: 'schema'; readonly fields: { readonly [name: string]: Type } }
  | { readonly kind: 'regulation'; readonly regulation: Declared; readonly fields: ReadonlyMap<string, Term> }

/**
 * An expression after names and types are settled: its type, when it is known, and what it is in the IR. Every term has
 * every member, in one order: there are many, and objects of one shape are the cheapest.
 */
export interface Term {
  readonly location: Location
  readonly type: Type
  readonly expression: Expression
  readonly phase: Phase
  readonly cause: Cause | undefined
  readonly secrets: readonly SecretUse[]
  /** Which parts of which datasets it has seen. */
  readonly data: readonly DataUse[]
  /** Swept params, `seed` among them, that reach it, sorted. */
  readonly axes: readonly string[]
  readonly structure: Structure | undefined
  /** What is known of the data or the model that it stands for. */
  readonly facts: Facts | undefined
  /** Number of IR expressions in it, shared ones counted each time; bounds what `let`s can blow up to. */
  readonly weight: number
  readonly depth: number
  /** A problem was reported: it fits everywhere, so that one mistake makes one diagnostic. */
  readonly broken: boolean
}

const none: readonly SecretUse[] = []

/** A term whose value is known. */
export function constant(location: Location, type: Type, value: Value): Term {
  return leaf(location, type, { op: 'value', value }, 'constant')
}

/** Stands where something is wrong that has been reported. */
export function broken(location: Location): Term {
  return { ...constant(location, { type: 'any' }, null), broken: true }
}

/** A term without parts. */
export function leaf(
  location: Location,
  type: Type,
  expression: Expression,
  phase: Phase,
  cause?: Cause,
): Term {
  return {
    location,
    type,
    expression,
    phase,
    cause,
    secrets: none,
    data: noData,
    axes: noAxes,
    structure: undefined,
    facts: undefined,
    weight: 1,
    depth: 1,
    broken: false,
  }
}

/** A term made of parts: as late as the latest of them, and broken when one is. */
export function composite(
  location: Location,
  type: Type,
  expression: Expression,
  parts: readonly Term[],
  structure?: Structure,
): Term {
  let latest: Term | undefined
  let weight = 1
  let depth = 0
  let secrets = none
  let data = noData
  let axes = noAxes
  let isBroken = false
  for (const part of parts) {
    weight += part.weight
    if (part.depth > depth) depth = part.depth
    if (part.secrets.length > 0) secrets = [...secrets, ...part.secrets]
    if (part.data.length > 0) data = joinData(data, part.data)
    if (part.axes.length > 0) axes = joinAxes(axes, part.axes)
    if (part.broken) isBroken = true
    if (!latest || phaseOrder[part.phase] > phaseOrder[latest.phase]) latest = part
  }
  return {
    location,
    type,
    expression,
    phase: latest?.phase ?? 'constant',
    cause: latest?.cause,
    secrets,
    data,
    axes,
    structure,
    facts: undefined,
    weight,
    depth: depth + 1,
    broken: isBroken,
  }
}

/** The value of a term that is known when the file is checked. */
export function knownValue(term: Term): Value | undefined {
  return term.expression.op === 'value' && !term.broken ? term.expression.value : undefined
}

/** The same term seen from another place: where a `let` is read, problems lie there. */
export function movedTo(term: Term, location: Location): Term {
  return { ...term, location }
}

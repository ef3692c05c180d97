import type { Environment, OutputState } from '../../ir/evaluate.ts'
import type { Value } from '../../ir/expression.ts'

/** The outputs of a node that succeeded. */
export type Outputs = { readonly [name: string]: Value }

/** What became of each node so far: the half of an evaluation's environment that grows while a run goes on. */
export class KnownOutputs {
  private readonly states = new Map<string, Outputs | 'unavailable'>()

  succeed(node: string, outputs: Outputs): void {
    this.states.set(node, outputs)
  }

  /** The node failed or was skipped: its outputs will never come. */
  giveUp(node: string): void {
    this.states.set(node, 'unavailable')
  }

  /** Nothing is known of the node any more: its inputs changed since. */
  forget(node: string): void {
    this.states.delete(node)
  }

  of(node: string): Outputs | 'unavailable' | undefined {
    return this.states.get(node)
  }

  at(node: string, path: readonly string[]): OutputState {
    const outputs = this.states.get(node)
    if (outputs === undefined) return { state: 'unknown' }
    if (outputs === 'unavailable') return { state: 'unavailable' }
    const value = follow(outputs, path)
    return value === undefined ? { state: 'unavailable' } : { state: 'known', value }
  }
}

/** The value at a path; on a list, the values at the path of each item. */
function follow(value: Value | Outputs, path: readonly string[]): Value | undefined {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(value)) return value.map((item: Value) => follow(item, path) ?? null)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const member = (value as Outputs)[name]
  return member === undefined ? undefined : follow(member, rest)
}

/** The environment in which the expressions of a run are evaluated. */
export function environmentOf(
  params: ReadonlyMap<string, Value>,
  facts: ReadonlyMap<string, Value>,
  outputs: KnownOutputs,
): Environment {
  return {
    params,
    fact: (name) => facts.get(name),
    output: (node, path) => outputs.at(node, path),
  }
}

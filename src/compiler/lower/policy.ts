import type { Expression } from '../../ir/expression.ts'
import type { Policy } from '../../ir/program.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'

/** How a node is run: its own fields, else what the pipeline's `defaults` say. */
export function policyOf(node: Elaborated, pipeline: Elaborated | undefined): Policy {
  const defaults = pipeline?.given.get('defaults')
  const retry = policyField(node, 'retry', defaults)
  const timeout = policyField(node, 'timeout', defaults)
  const resources = policyField(node, 'resources', defaults)
  const runsOn = policyField(node, 'runs_on', undefined)
  const parallel = policyField(node, 'parallel', undefined)
  return {
    ...(retry && { retry }),
    ...(timeout && { timeout }),
    ...(resources && { resources }),
    ...(runsOn && { runsOn }),
    ...(parallel && { parallel }),
    cache: flag(node, 'cache', true),
    onDemand: flag(node, 'on_demand', false),
  }
}

function policyField(node: Elaborated, name: string, defaults: Term | undefined): Expression | undefined {
  const term = node.given.get(name) ?? memberOf(defaults, name)
  return term && knownValue(term) !== null ? term.expression : undefined
}

function memberOf(record: Term | undefined, name: string): Term | undefined {
  return record?.structure?.kind === 'record' ? record.structure.fields.get(name) : undefined
}

function flag(node: Elaborated, name: string, byDefault: boolean): boolean {
  const term = node.given.get(name)
  const value = term && knownValue(term)
  return typeof value === 'boolean' ? value : byDefault
}

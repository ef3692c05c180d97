import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { type Environment, evaluate } from '../../ir/evaluate.ts'
import type { Expression, Value } from '../../ir/expression.ts'
import { describeValue, isQuantity } from '../../ir/functions.ts'
import type { Node } from '../../ir/program.ts'

/** How a node is run, evaluated. Durations are milliseconds. */
export interface Policy {
  /** Attempts after the first. */
  readonly retries: number
  /** Before the second attempt; doubled before each further one. */
  readonly backoff: number
  readonly timeout?: number
  readonly resources: Request
}

/** What a node occupies while it runs; what it does not say, it shares. */
export interface Request {
  readonly cpu?: number
  /** Bytes. */
  readonly memory?: number
  readonly gpu?: number
}

/** Before a retry that does not say otherwise: one second. */
const defaultBackoff = 1000

/** What most nodes have. */
const plain = { policy: { retries: 0, backoff: defaultBackoff, resources: {} }, diagnostics: [] } as const

/** Everything of a policy is known when the run is planned. */
export function policyOf(
  node: Node,
  environment: Environment,
): { readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] } {
  if (!node.policy.retry && !node.policy.timeout && !node.policy.resources) return plain
  const diagnostics: Diagnostic[] = []
  const unfit = (field: string, value: Value): undefined => {
    diagnostics.push(diagnose(runProblems.unfitPolicy, { node: node.id, field, found: describeValue(value) }))
  }
  const evaluated = (field: string, expression: Expression | undefined): Value => {
    if (!expression) return null
    const value = evaluate(expression, environment)
    if (value.state === 'known') return value.value
    if (value.state === 'failed') diagnostics.push(...value.diagnostics)
    else
      diagnostics.push(
        diagnose(runProblems.unfitPolicy, { node: node.id, field, found: `a result of \`${value.node}\`` }),
      )
    return null
  }
  const amount = (field: string, value: Value | undefined): number | undefined => {
    if (value === null || value === undefined) return undefined
    if (typeof value === 'number') return value
    return isQuantity(value) ? value.amount : unfit(field, value)
  }
  const retry = evaluated('retry', node.policy.retry)
  const resources = evaluated('resources', node.policy.resources)
  const timeout = amount('timeout', evaluated('timeout', node.policy.timeout))
  const backoff = amount('retry.backoff', member(retry, 'backoff'))
  const of = (field: 'cpu' | 'memory' | 'gpu') => amount(`resources.${field}`, member(resources, field))
  const [cpu, memory, gpu] = [of('cpu'), of('memory'), of('gpu')]
  const policy: Policy = {
    retries: amount('retry.times', member(retry, 'times')) ?? 0,
    backoff: backoff === undefined ? defaultBackoff : backoff * 1000,
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
    resources: { ...(cpu && { cpu }), ...(memory && { memory }), ...(gpu && { gpu }) },
  }
  return { policy, diagnostics }
}

function member(record: Value, name: string): Value | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined
  return (record as { readonly [name: string]: Value })[name]
}

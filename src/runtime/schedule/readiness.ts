import { type Environment, evaluate } from '../../ir/evaluate.ts'
import type { Expression } from '../../ir/expression.ts'
import { walk } from '../../ir/graph.ts'
import type { Dependency, Node } from '../../ir/program.ts'
import type { Settled, SkipCause } from './settled.ts'

/** Why a node is skipped; `root` is the node where the trouble began. */
interface Skip {
  readonly reason: string
  readonly cause: SkipCause
  readonly root?: string
}

/** Whether a node can start. */
export type Block =
  | { readonly state: 'free' }
  | { readonly state: 'wait'; readonly on: string }
  | { readonly state: 'skip'; readonly skip: Skip }

/** Looks at what a node depends on. It is skipped as soon as one of them is known to stand in its way. */
export function blockOf(node: Node, done: ReadonlyMap<string, Settled>, environment: Environment): Block {
  let wait: Block | undefined
  for (const dependency of node.dependencies) {
    if (dependency.kind === 'alternative') continue
    const settled = done.get(dependency.node)
    if (!settled) wait ??= { state: 'wait', on: dependency.node }
    else {
      const skip = standsInTheWay(dependency, settled)
      if (skip) return { state: 'skip', skip }
    }
  }
  return wait ?? blockOfAlternatives(node, environment)
}

/** `needs` wants its node to have had its turn; whoever reads a result wants the result. */
function standsInTheWay({ node, kind }: Dependency, settled: Settled): Skip | undefined {
  if (settled.status === 'failed') return { reason: `${node} failed`, cause: 'failure', root: node }
  if (settled.status !== 'skipped') return undefined
  const { cause, root } = settled
  if (kind === 'order' && cause !== 'failure') return undefined
  if (root !== undefined) return { reason: settled.reason, cause, root }
  return { reason: `${node} was skipped`, cause, root: node }
}

/** Each `first_ok` must have come to an alternative that succeeded, those before it having had their turn. */
function blockOfAlternatives(node: Node, environment: Environment): Block {
  if (!node.dependencies.some(({ kind }) => kind === 'alternative')) return { state: 'free' }
  for (const expression of alternativesIn(node)) {
    const value = evaluate(expression, environment)
    if (value.state === 'unknown') return { state: 'wait', on: value.node }
    if (value.state === 'failed') {
      return { state: 'skip', skip: { reason: 'none of its alternatives succeeded', cause: 'failure' } }
    }
  }
  return { state: 'free' }
}

function alternativesIn(node: Node): readonly Expression[] {
  const found: Expression[] = []
  const expressions = [...Object.values(node.config), ...(node.when ? [node.when] : [])]
  for (const expression of expressions)
    walk(expression, (inner) => inner.op === 'first_ok' && found.push(inner))
  return found
}

import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import type { Node } from '../../ir/program.ts'
import type { RunFact, RunFinished } from '../event.ts'
import type { Plan } from '../plan/plan.ts'
import type { Settled } from './settled.ts'

/**
 * Whether every goal succeeded. A node that could not be done is forgiven where a `first_ok` went on without it, and
 * so is what was done only for its sake; the run says so.
 */
export function statusOf(
  plan: Plan,
  results: ReadonlyMap<string, Settled>,
  cancelled: boolean,
  tell: (fact: RunFact) => void,
): RunFinished['status'] {
  if (cancelled) return 'cancelled'
  const users = usersOf(plan.nodes.map(({ node }) => node))
  const forgiven = new Map<string, boolean>()
  let status: RunFinished['status'] = 'success'
  // Users come after what they use, so that looking from the end each one is known before.
  for (const { node } of plan.nodes.toReversed()) {
    const result = results.get(node.id)
    if (!result || !isMissing(result)) continue
    const using = users.get(node.id) ?? []
    const replaced = using.find(({ user, kind }) => kind === 'alternative' && succeeded(results.get(user)))
    const data = using.filter(({ kind }) => kind !== 'order')
    const forgive =
      replaced !== undefined || (data.length > 0 && data.every(({ user }) => forgiven.get(user) === true))
    forgiven.set(node.id, forgive)
    if (replaced) {
      const diagnostic = diagnose(runProblems.candidateFailed, { candidate: node.id, user: replaced.user })
      tell({ type: 'run-warning', diagnostic })
    }
    if (!forgive && (plan.goals.has(node.id) || result.status === 'failed')) status = 'failure'
  }
  return status
}

function succeeded(result: Settled | undefined): boolean {
  return result?.status === 'succeeded' || result?.status === 'cached'
}

/** Failed, or skipped because something failed. */
function isMissing(result: Settled): boolean {
  return result.status === 'failed' || (result.status === 'skipped' && result.cause === 'failure')
}

type User = { readonly user: string; readonly kind: Node['dependencies'][number]['kind'] }

function usersOf(nodes: readonly Node[]): ReadonlyMap<string, readonly User[]> {
  const users = new Map<string, User[]>()
  for (const { id, kind: nodeKind, dependencies } of nodes) {
    if (nodeKind === 'notify') continue
    for (const { node, kind } of dependencies) {
      const list = users.get(node)
      if (list) list.push({ user: id, kind })
      else users.set(node, [{ user: id, kind }])
    }
  }
  return users
}

import type { Node } from '../../ir/program.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { allowedBecause, leaksOf } from '../leaks/leaks.ts'

/** The leaks that a node allows, and why: no part of its key, and told by the report of each run. */
export function allowedLeaksOf(context: Context, node: Elaborated): Pick<Node, 'allowedLeaks'> {
  const reason = allowedBecause(node)
  if (reason === undefined) return {}
  const leaks = leaksOf(context, node).map(({ code, message }) => ({ code, message, reason }))
  return leaks.length > 0 ? { allowedLeaks: leaks } : {}
}

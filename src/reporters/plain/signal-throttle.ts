import { fraction } from '../state/progress.ts'
import type { NodeState } from '../state/run-state.ts'

/** Milliseconds between two lines about one node. */
const shortest = 2000
/** A line at least this often, in milliseconds, as a sign of life. */
const longest = 60_000
/** The share of the work after which there is something new to say. */
const share = 0.1

/** Decides when there is enough news of a node for a line: progress of a tenth, or a minute; never twice in two seconds. */
export class SignalThrottle {
  private readonly last = new Map<string, { readonly at: number; readonly fraction: number }>()

  /** Whether a line is due; if so, it counts as written. */
  due(node: NodeState, at: number): boolean {
    const done = node.progress ? fraction(node.progress) : 0
    const before = this.last.get(node.id) ?? { at: node.startedAt ?? at, fraction: 0 }
    if (!this.last.has(node.id)) this.last.set(node.id, before)
    const elapsed = at - before.at
    if (elapsed < shortest) return false
    if (elapsed < longest && done - before.fraction < share && done < 1) return false
    this.last.set(node.id, { at, fraction: done })
    return true
  }

  /** A line of its own kind (one regulation of one node), at most every two seconds; the first at once. */
  dueOnce(key: string, at: number): boolean {
    const before = this.last.get(key)
    if (before && at - before.at < shortest) return false
    this.last.set(key, { at, fraction: 0 })
    return true
  }

  forget(node: string): void {
    this.last.delete(node)
  }
}

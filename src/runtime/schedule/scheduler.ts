import type { Environment } from '../../ir/evaluate.ts'
import type { KnownOutputs } from '../plan/known-outputs.ts'
import type { PlannedNode } from '../plan/plan.ts'
import { blockOf } from './readiness.ts'
import type { Settled, Started } from './settled.ts'
import type { Grant, Slots } from './slots.ts'

/** What the scheduler is told to do with nodes. */
export interface Work {
  /** Starts an attempt of a node; `release` may give back early what it holds. Never rejects. */
  start(planned: PlannedNode, attempt: number, grant: Grant, release: () => void): Promise<Started>
  /** Hears of each node once, in the order in which they settle. */
  settled(planned: PlannedNode, settled: Settled): void
  /** Hears of a failed attempt that is not the last. */
  retried(planned: PlannedNode, attempt: number, again: Extract<Started, { status: 'again' }>): void
}

/** A node that has not settled yet. */
interface Waiting {
  readonly planned: PlannedNode
  /** Its place in the topological order: of the nodes that could start, the lowest does. */
  readonly rank: number
  attempt: number
  /** Dependencies that must settle before it can start; alternatives are not counted. */
  missing: number
  state: 'blocked' | 'ready' | 'running' | 'resting' | 'asleep'
}

/**
 * Walks the graph: starts each node when what it depends on is settled and its resources are free, in topological
 * order, and goes on with independent branches when one fails. It knows nothing of what nodes do.
 */
export class Scheduler {
  private readonly slots: Slots
  private readonly work: Work
  private readonly environment: Environment
  private readonly outputs: KnownOutputs
  private readonly waiting = new Map<string, Waiting>()
  private readonly done = new Map<string, Settled>()
  /** Who is to be looked at when a node settles, and whether it counts the node as missing. */
  private readonly followers = new Map<string, { readonly id: string; readonly counts: boolean }[]>()
  /** By rank. */
  private readonly ready: Waiting[] = []
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly closing: { readonly id: string; readonly settled: Settled }[] = []
  private running = 0
  private cancelled = false
  private finish: () => void = () => undefined

  constructor(
    nodes: readonly PlannedNode[],
    parts: {
      readonly slots: Slots
      readonly work: Work
      readonly environment: Environment
      readonly outputs: KnownOutputs
    },
  ) {
    this.slots = parts.slots
    this.work = parts.work
    this.environment = parts.environment
    this.outputs = parts.outputs
    for (const [rank, planned] of nodes.entries()) {
      const { id, dependencies } = planned.node
      const missing = dependencies.filter(({ kind }) => kind !== 'alternative').length
      this.waiting.set(id, {
        planned,
        rank,
        attempt: 1,
        missing,
        state: planned.dormant ? 'asleep' : 'blocked',
      })
      for (const { node, kind } of dependencies) this.follow(node, id, kind !== 'alternative')
    }
  }

  /** What became of each node so far. */
  get results(): ReadonlyMap<string, Settled> {
    return this.done
  }

  /** Settles a node without starting it. */
  settle(id: string, settled: Settled): void {
    const waiting = this.waiting.get(id)
    if (!waiting) return
    this.waiting.delete(id)
    this.done.set(id, settled)
    if ('outputs' in settled) this.outputs.succeed(id, settled.outputs)
    else this.outputs.giveUp(id)
    this.work.settled(waiting.planned, settled)
    for (const follower of this.followers.get(id) ?? []) {
      const following = this.waiting.get(follower.id)
      if (following && follower.counts) following.missing--
    }
  }

  /** Runs until every node is settled. */
  async run(): Promise<void> {
    const finished = new Promise<void>((resolve) => {
      this.finish = resolve
    })
    for (const waiting of [...this.waiting.values()]) this.look(waiting)
    this.pump()
    await finished
    for (const [id, { planned }] of this.waiting) {
      const asleep = planned.dormant ? 'no `first_ok` came to it' : 'it was never ready'
      const reason = this.cancelled ? 'the run was cancelled' : asleep
      this.settle(id, { status: 'skipped', reason, cause: this.cancelled ? 'cancelled' : 'unneeded' })
    }
  }

  /** Starts nothing any more. What runs is for its owner to end. */
  cancel(): void {
    this.cancelled = true
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    if (this.running === 0) this.finish()
  }

  private follow(node: string, id: string, counts: boolean): void {
    const followers = this.followers.get(node)
    if (followers) followers.push({ id, counts })
    else this.followers.set(node, [{ id, counts }])
  }

  /** Finds out whether a node can start. */
  private look(waiting: Waiting): void {
    const { node } = waiting.planned
    if (waiting.state !== 'blocked' || this.done.has(node.id)) return
    const block = blockOf(node, this.done, this.environment)
    if (block.state === 'free') this.makeReady(waiting)
    else if (block.state === 'skip') this.close(node.id, { status: 'skipped', ...block.skip })
    else this.wake(block.on)
  }

  /** What a `first_ok` waits for may sleep until something comes to it. */
  private wake(id: string): void {
    const waiting = this.waiting.get(id)
    if (waiting?.state !== 'asleep') return
    waiting.state = 'blocked'
    for (const { node, kind } of waiting.planned.node.dependencies)
      if (kind !== 'alternative') this.wake(node)
    this.look(waiting)
  }

  /** Settles a node and whatever can't start any more because of it, without recursion: chains are long. */
  private close(id: string, settled: Settled): void {
    this.closing.push({ id, settled })
    if (this.closing.length > 1) return
    for (let index = 0; index < this.closing.length; index++) {
      const closed = this.closing[index]
      if (!closed) continue
      this.settle(closed.id, closed.settled)
      const passed = 'outputs' in closed.settled
      for (const follower of this.followers.get(closed.id) ?? []) {
        const waiting = this.waiting.get(follower.id)
        if (waiting && (!passed || !follower.counts || waiting.missing === 0)) this.look(waiting)
      }
    }
    this.closing.length = 0
  }

  private makeReady(waiting: Waiting): void {
    waiting.state = 'ready'
    let low = 0
    let high = this.ready.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.ready[middle]?.rank ?? 0) < waiting.rank) low = middle + 1
      else high = middle
    }
    this.ready.splice(low, 0, waiting)
  }

  private pump(): void {
    for (let index = 0; !this.cancelled && this.slots.freeJobs > 0 && index < this.ready.length; ) {
      const waiting = this.ready[index]
      const grant = waiting && this.slots.take(waiting.planned.policy.resources)
      if (!grant) {
        index++
        continue
      }
      this.ready.splice(index, 1)
      void this.start(waiting, grant)
    }
    if (this.running === 0 && this.timers.size === 0) this.finish()
  }

  private async start(waiting: Waiting, grant: Grant): Promise<void> {
    const { planned, attempt } = waiting
    waiting.state = 'running'
    this.running++
    let held = true
    const release = () => {
      if (held) this.slots.give(grant)
      held = false
    }
    const started = await this.work.start(planned, attempt, grant, () => {
      release()
      this.pump()
    })
    this.running--
    release()
    this.after(waiting, started)
    this.pump()
  }

  private after(waiting: Waiting, started: Started): void {
    const { planned } = waiting
    if (started.status === 'parked') this.park(waiting, started.on)
    else if (started.status === 'again') this.rest(waiting, started)
    else this.close(planned.node.id, started)
  }

  /** Between two attempts a node holds nothing. */
  private rest(waiting: Waiting, started: Extract<Started, { status: 'again' }>): void {
    const { planned, attempt } = waiting
    this.work.retried(planned, attempt, started)
    if (this.cancelled) return
    waiting.attempt++
    waiting.state = 'resting'
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      this.makeReady(waiting)
      this.pump()
    }, started.delay)
    this.timers.add(timer)
  }

  private park(waiting: Waiting, on: string): void {
    waiting.state = 'blocked'
    if (this.done.has(on)) this.look(waiting)
    else this.follow(on, waiting.planned.node.id, false)
  }
}

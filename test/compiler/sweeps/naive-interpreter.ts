import { createHash } from 'node:crypto'
import { type GeneratedNode, type GeneratedProgram, pointsOf } from './generated-program.ts'

type Bound = Readonly<Record<string, number>>

/** What became of one node where some params are bound. */
interface Outcome {
  readonly id: string
  /** The bound params that were read on the way, with their values. */
  readonly read: Bound
}

/** An instance as both sides of the comparison say it. */
export interface Expanded {
  readonly node: string
  readonly point: Bound
  readonly edges: readonly string[]
}

/**
 * Runs every sweep of a program by running, for each of its points, all that it reads with the point bound, however
 * often. Which params tell instances apart is found by watching what is read; nothing is known of cones.
 */
export function interpret(program: GeneratedProgram): ReadonlyMap<string, Expanded> {
  const interpreter = new Interpreter(program)
  program.nodes.forEach((node, index) => {
    if (node.over) interpreter.trialsOf(index, {})
  })
  return interpreter.instances
}

/** What an instance waits for: a node with params bound, by the id that it then has. */
type Edges = Map<string, { readonly index: number; readonly bound: Bound }>

class Interpreter {
  readonly instances = new Map<string, Expanded>()
  private readonly program: GeneratedProgram

  constructor(program: GeneratedProgram) {
    this.program = program
  }

  /** Every trial of a sweep: what was read of the params bound around it, and what it waits for that is no trial's. */
  trialsOf(index: number, around: Bound): { readonly read: Bound; readonly edges: Edges } {
    const sweep = this.nodeAt(index)
    const own = new Set([...Object.keys(sweep.over ?? {}), ...Object.keys(sweep.fix ?? {})])
    const edges: Edges = new Map()
    let read: Bound = {}
    for (const point of pointsOf(sweep)) {
      const bound = { ...around, ...point }
      for (const target of sweep.reads) {
        read = { ...read, ...this.run(target, bound).read }
        this.addShared(target, bound, own, edges)
      }
    }
    const outer = Object.entries(read).filter(([name]) => !own.has(name))
    return { read: Object.fromEntries(outer), edges }
  }

  /** One node with params bound. What has read none of them is the node itself. */
  run(index: number, bound: Bound): Outcome {
    const node = this.nodeAt(index)
    const { read, edges } = this.reading(index, bound)
    if (Object.keys(read).length === 0) return { id: node.name, read }
    const hash = createHash('sha256').update(canonical(read)).digest('hex')
    const id = `${node.name}--t${hash.slice(0, 12)}`
    this.instances.set(id, { node: node.name, point: read, edges: [...edges.keys()].sort() })
    return { id, read }
  }

  private reading(index: number, bound: Bound): { readonly read: Bound; readonly edges: Edges } {
    const node = this.nodeAt(index)
    const trials = node.over ? this.trialsOf(index, bound) : undefined
    const edges: Edges = new Map(trials?.edges)
    let read: Bound = { ...trials?.read }
    for (const name of [...node.params, ...node.when]) read = { ...read, ...this.readParam(name, bound) }
    for (const target of trials ? node.needs : [...node.reads, ...node.needs]) {
      const outcome = this.run(target, bound)
      read = { ...read, ...outcome.read }
      edges.set(outcome.id, { index: target, bound })
    }
    return { read, edges }
  }

  private readParam(name: string, bound: Bound): Bound {
    const value = bound[name]
    let read: Bound = value === undefined ? {} : { [name]: value }
    for (const before of this.program.params[name] ?? []) read = { ...read, ...this.readParam(before, bound) }
    return read
  }

  /** On every way from what a trial reads, the first that none of the sweep's own params tells apart. */
  private addShared(index: number, bound: Bound, own: ReadonlySet<string>, edges: Edges): void {
    const { id, read } = this.run(index, bound)
    if (!Object.keys(read).some((name) => own.has(name))) {
      edges.set(id, { index, bound })
      return
    }
    for (const edge of this.reading(index, bound).edges.values()) {
      this.addShared(edge.index, edge.bound, own, edges)
    }
  }

  private nodeAt(index: number): GeneratedNode {
    const node = this.program.nodes[index]
    if (!node) throw new Error(`no node ${index}`)
    return node
  }
}

function canonical(point: Bound): string {
  const parts = Object.keys(point)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${point[name]}`)
  return `{${parts.join(',')}}`
}

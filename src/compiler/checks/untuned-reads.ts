import { type Diagnostic, diagnose, type Fix } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import { type Declared, isNodeKind } from '../bind/declared.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { type BareRead, bareReads, textAt, textOfRead } from '../sweeps/bare-reads.ts'
import { objectiveOf } from '../sweeps/trial-outputs.ts'
import type { Rule } from './rule.ts'

type Graph = ReadonlyMap<Declared, Elaborated>

/**
 * What a sweep tunes is read from outside of its cone by saying which instance is meant: a model that is registered
 * untuned, in silence, is the worst that a sweep can end in.
 */
export const untunedReads: Rule = ({ elaborated }, report) => {
  const cones = new Cones(elaborated)
  if (!cones.isTuning) return
  for (const reader of elaborated.values()) {
    if (!reads(reader)) continue
    for (const read of bareReads(reader, elaborated)) {
      if (cones.readsAnInstance(reader.declared, read.node)) continue
      const problem = problemOf(reader.declared, read, cones)
      if (problem) report(problem)
    }
  }
}

/** A use reads what it hands to the nodes inside of it. */
function reads({ declared }: Elaborated): boolean {
  return isNodeKind(declared.kind) || declared.kind === 'use'
}

function problemOf(reader: Declared, read: BareRead, cones: Cones): Diagnostic | undefined {
  const { node, location, through } = read
  const sweep = cones.tunerOf(node)
  const text = (through ? textOfRead(through, node.name) : textAt(reader, location)) ?? node.name
  const [named = node.name] = text.split('.')
  if (sweep) {
    const best = text.includes('.') ? `${sweep.name}.best.${text}` : undefined
    const parameters = { node: named, sweep: sweep.name, best, base: `${sweep.name}.base.${text}` }
    const fix = best === undefined || through ? {} : { fix: readingBest(sweep, read) }
    const related = [
      { message: `\`${sweep.name}\` is declared here`, location: sweep.location },
      ...(through
        ? [{ message: `\`${through.name}\` reads \`${node.name}\``, location: through.location }]
        : []),
    ]
    return diagnose(sweepProblems.untuned, parameters, location, { ...fix, related })
  }
  const tuned = cones.tunedBehind(node)
  if (!tuned) return undefined
  const study = cones.sweepAround(node)
  const base = study && `${study.name}.base.${text}`
  const parameters = { node: named, tuned: tuned.node.name, sweep: tuned.sweep.name, base }
  return diagnose(sweepProblems.readsUntuned, parameters, location)
}

function readingBest(sweep: Declared, { location }: BareRead): Fix {
  const text = `${sweep.name}.best.`
  const edits = [{ location: { ...location, end: location.start }, text }]
  return { title: `Read the best that \`${sweep.name}\` finds`, edits }
}

/** A node, and the sweep that tunes it. */
interface Tuned {
  readonly node: Declared
  readonly sweep: Declared
}

/** Which nodes lie in the cones of which sweeps. */
class Cones {
  private readonly around = new Map<Declared, Declared[]>()
  private readonly tuners = new Set<Declared>()
  private readonly behind = new Map<Declared, Tuned>()
  private readonly inside = new Map<Declared, readonly Declared[]>()

  constructor(graph: Graph) {
    for (const { declared, sweep, use, given } of graph.values()) {
      if (use) this.inside.set(declared, use.inside)
      if (!sweep) continue
      if (objectiveOf((name) => given.get(name))) this.tuners.add(declared)
      for (const node of sweep.cone) {
        const sweeps = this.around.get(node)
        if (sweeps) sweeps.push(declared)
        else this.around.set(node, [declared])
      }
    }
    if (this.isTuning) this.followReads(graph)
  }

  get isTuning(): boolean {
    return this.tuners.size > 0
  }

  /** Whether the node stands for an instance wherever the reader does: in every cone that the reader is part of. */
  readsAnInstance(reader: Declared, node: Declared): boolean {
    const sweeps = this.sweepsAround(node)
    if (sweeps.includes(reader)) return true
    const own = this.sweepsAround(reader)
    return own.length > 0 && own.every((sweep) => sweeps.includes(sweep))
  }

  /** The sweep that tunes a node. */
  tunerOf(node: Declared): Declared | undefined {
    return this.sweepsAround(node).find((sweep) => this.tuners.has(sweep))
  }

  /** A sweep that repeats a node. */
  sweepAround(node: Declared): Declared | undefined {
    return this.sweepsAround(node)[0]
  }

  /** The tuned node that another, which is repeated by studies alone, is made of. */
  tunedBehind(node: Declared): Tuned | undefined {
    return this.sweepsAround(node).length > 0 ? this.behind.get(node) : undefined
  }

  /** Nodes come after what they read. Behind a sweep there is no bare read any more. */
  private followReads(graph: Graph): void {
    for (const reader of graph.values()) {
      const { declared } = reader
      if (!reads(reader)) continue
      const sweep = this.tunerOf(declared)
      const found = sweep || declared.kind === 'sweep' ? [] : bareReads(reader, graph)
      const tuned = sweep
        ? { node: declared, sweep }
        : found.map(({ node }) => this.behind.get(node)).find((behind) => behind !== undefined)
      for (const node of tuned ? [declared, ...(reader.use?.inside ?? [])] : []) {
        if (tuned && !this.behind.has(node)) this.behind.set(node, tuned)
      }
    }
  }

  /** A use lies in the cones of what is inside of it. */
  private sweepsAround(node: Declared): readonly Declared[] {
    const inside = this.inside.get(node)
    if (!inside) return this.around.get(node) ?? []
    return [...new Set(inside.flatMap((inner) => this.around.get(inner) ?? []))]
  }
}

import { type Diagnostic, diagnose, type Fix } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import { type Declared, isNodeKind } from '../bind/declared.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { type BareRead, bareReads, pathAt, pathOfName } from '../sweeps/bare-reads.ts'
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
    if (!isNodeKind(reader.declared.kind)) continue
    for (const read of bareReads(reader, elaborated)) {
      if (cones.readsAnInstance(reader.declared, read.node)) continue
      const problem = problemOf(reader.declared, read, cones)
      if (problem) report(problem)
    }
  }
}

function problemOf(reader: Declared, read: BareRead, cones: Cones): Diagnostic | undefined {
  const { node, location, through } = read
  const sweep = cones.tunerOf(node)
  const path = through ? pathOfName(through, node.name) : pathAt(reader, location)
  const text = [node.name, ...path].join('.')
  if (sweep) {
    const best = path.length > 0 ? `${sweep.name}.best.${text}` : undefined
    const parameters = { node: node.name, sweep: sweep.name, best, base: `${sweep.name}.base.${text}` }
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
  const parameters = { node: node.name, tuned: tuned.node.name, sweep: tuned.sweep.name, base }
  return diagnose(sweepProblems.readsUntuned, parameters, location)
}

function readingBest(sweep: Declared, { location }: BareRead): Fix {
  const text = `${sweep.name}.best.`
  const edits = [{ location: { ...location, end: location.start }, text }]
  return { title: `Read the best that \`${sweep.name}\` finds`, edits }
}

/** Which nodes lie in the cones of which sweeps. */
class Cones {
  private readonly graph: Graph
  private readonly around = new Map<Declared, Declared[]>()
  private readonly tuners = new Set<Declared>()
  private readonly behind = new Map<
    Declared,
    { readonly node: Declared; readonly sweep: Declared } | undefined
  >()

  constructor(graph: Graph) {
    this.graph = graph
    for (const { declared, sweep, given } of graph.values()) {
      if (!sweep) continue
      if (objectiveOf((name) => given.get(name))) this.tuners.add(declared)
      for (const node of sweep.cone) {
        const sweeps = this.around.get(node)
        if (sweeps) sweeps.push(declared)
        else this.around.set(node, [declared])
      }
    }
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
  tunedBehind(node: Declared): { readonly node: Declared; readonly sweep: Declared } | undefined {
    if (this.behind.has(node) || this.sweepsAround(node).length === 0) return this.behind.get(node)
    this.behind.set(node, this.searchBehind(node))
    return this.behind.get(node)
  }

  /** Behind a sweep there is no bare read any more. */
  private searchBehind(node: Declared): { readonly node: Declared; readonly sweep: Declared } | undefined {
    const seen = new Set([node])
    const waiting = [node]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const sweep = this.tunerOf(next)
      if (sweep) return { node: next, sweep }
      const reader = next.kind === 'sweep' ? undefined : this.graph.get(next)
      for (const { node: target } of reader ? bareReads(reader, this.graph) : []) {
        if (seen.has(target)) continue
        seen.add(target)
        waiting.push(target)
      }
    }
    return undefined
  }

  private sweepsAround(node: Declared): readonly Declared[] {
    return this.around.get(node) ?? []
  }
}

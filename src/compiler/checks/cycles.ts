import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Declared } from '../bind/declared.ts'
import type { Elaborated } from '../elaborate/context.ts'
import type { Rule } from './rule.ts'

type Graph = ReadonlyMap<Declared, Elaborated>

/** Nothing may need itself, however many declarations lie between: each cycle is told once, with its whole path. */
export const cycles: Rule = ({ elaborated }, report) => {
  for (const group of stronglyConnected(elaborated)) {
    const path = shortestCycle(group, elaborated)
    const [first] = path
    if (!first) continue
    const related = path.map((declared, index) => {
      const next = path[(index + 1) % path.length] ?? declared
      const location = elaborated.get(declared)?.references.get(next) ?? declared.location
      return { message: `\`${declared.name}\` needs \`${next.name}\` here`, location }
    })
    const parameters = { path: path.map((declared) => declared.name) }
    const kind = path.every((declared) => declared.kind === 'component')
      ? moduleProblems.recursiveComponent
      : nameProblems.cycle
    report(diagnose(kind, parameters, first.location, { related }))
  }
}

function targetsOf(declared: Declared, graph: Graph): readonly Declared[] {
  return [...(graph.get(declared)?.references.keys() ?? [])]
}

/** What a depth-first walk remembers of a declaration. */
interface Visit {
  readonly declared: Declared
  readonly index: number
  low: number
  readonly targets: readonly Declared[]
  next: number
}

/** Groups whose members all reach one another; single ones only if they need themselves. */
function stronglyConnected(graph: Graph): readonly (readonly Declared[])[] {
  const walk = new Walk(graph)
  for (const start of graph.keys()) walk.from(start)
  return walk.groups
}

/** Tarjan's walk (1972), with a stack of its own: a chain of ten thousand must not exhaust the engine's. */
class Walk {
  readonly groups: Declared[][] = []
  private readonly graph: Graph
  private readonly visits = new Map<Declared, Visit>()
  private readonly open: Declared[] = []
  private readonly isOpen = new Set<Declared>()

  constructor(graph: Graph) {
    this.graph = graph
  }

  from(start: Declared): void {
    if (this.visits.has(start)) return
    const path = [this.enter(start)]
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = top.targets[top.next++]
      if (target) {
        const entered = this.follow(top, target)
        if (entered) path.push(entered)
        continue
      }
      path.pop()
      this.leave(top)
      const below = path.at(-1)
      if (below) below.low = Math.min(below.low, top.low)
    }
  }

  private follow(from: Visit, target: Declared): Visit | undefined {
    const known = this.visits.get(target)
    if (!known) return this.enter(target)
    if (this.isOpen.has(target)) from.low = Math.min(from.low, known.index)
    return undefined
  }

  private enter(declared: Declared): Visit {
    const index = this.visits.size
    const visit = { declared, index, low: index, targets: targetsOf(declared, this.graph), next: 0 }
    this.visits.set(declared, visit)
    this.open.push(declared)
    this.isOpen.add(declared)
    return visit
  }

  private leave(visit: Visit): void {
    if (visit.low !== visit.index) return
    const group = this.open.splice(this.open.lastIndexOf(visit.declared))
    for (const member of group) this.isOpen.delete(member)
    if (group.length > 1 || visit.targets.includes(visit.declared)) this.groups.push(group)
  }
}

/** The shortest way from the group's first declaration back to it, or a cycle beside it when it lies on none. */
function shortestCycle(group: readonly Declared[], graph: Graph): readonly Declared[] {
  const members = new Set(group)
  const start = [...group].sort((a, b) => a.location.start - b.location.start)[0]
  if (!start) return []
  const cameFrom = new Map<Declared, Declared>()
  const waiting = [start]
  for (let at = 0; at < waiting.length; at++) {
    const current = waiting[at]
    if (!current) break
    for (const target of targetsOf(current, graph)) {
      if (target === start) return wayBack(current, start, cameFrom)
      if (!members.has(target) || cameFrom.has(target)) continue
      cameFrom.set(target, current)
      waiting.push(target)
    }
  }
  return []
}

function wayBack(
  last: Declared,
  start: Declared,
  cameFrom: ReadonlyMap<Declared, Declared>,
): readonly Declared[] {
  const path = [last]
  for (let at = last; at !== start; ) {
    const before = cameFrom.get(at)
    if (!before) break
    path.unshift(before)
    at = before
  }
  return path
}

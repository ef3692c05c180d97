import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import { closest } from '../../base/suggestion.ts'
import type { Node, Program } from '../../ir/program.ts'

/** Which part of the program is meant; nodes by id or name. */
export interface Selection {
  /** These nodes and what they need. */
  readonly only?: readonly string[]
  /** The default goals without what comes after these nodes. */
  readonly until?: readonly string[]
}

/** The nodes that a run walks. */
export interface Selected {
  /** What must succeed for the run to succeed. */
  readonly goals: ReadonlySet<string>
  /** The goals and what they need. */
  readonly nodes: ReadonlySet<string>
  /** Those of them that run only if an alternative before them in a `first_ok` does not succeed. */
  readonly dormant: ReadonlySet<string>
}

/**
 * Default goals are all nodes but those `on_demand`. Notifications belong to a whole run, so a part has none unless it
 * is named.
 */
export function selectNodes(program: Program, selection: Selection): Result<Selected> {
  const byId = new Map(program.nodes.map((node) => [node.id, node]))
  const only = named(program, selection.only ?? [])
  const until = named(program, selection.until ?? [])
  if (!only.ok) return only
  if (!until.ok) return until
  const goals = new Set(only.value)
  if (only.value.size === 0) {
    const after = until.value.size > 0 ? dependents(program.nodes, until.value) : new Set<string>()
    for (const node of program.nodes) {
      const wanted = until.value.size === 0 || (node.kind !== 'notify' && !after.has(node.id))
      if (wanted && !node.policy.onDemand) goals.add(node.id)
    }
    for (const id of until.value) goals.add(id)
  }
  const awake = closure(byId, goals, false)
  const nodes = closure(byId, awake, true)
  return ok({ goals, nodes, dormant: new Set([...nodes].filter((id) => !awake.has(id))) })
}

function named(program: Program, names: readonly string[]): Result<ReadonlySet<string>> {
  const problems: Diagnostic[] = []
  const found = new Set<string>()
  for (const name of names) {
    const nodes = program.nodes.filter((node) => node.id === name || node.name === name)
    for (const node of nodes) found.add(node.id)
    if (nodes.length > 0) continue
    const known = program.nodes.flatMap((node) => [node.name, node.id])
    problems.push(
      diagnose(runProblems.unknownNode, {
        name,
        suggestion: closest(name, known),
        known: program.nodes.map((node) => node.name),
      }),
    )
  }
  return problems.length > 0 ? failed(...problems) : ok(found)
}

/** The nodes and all that they depend on; with or without alternatives that are `on_demand`. */
function closure(
  byId: ReadonlyMap<string, Node>,
  from: ReadonlySet<string>,
  withDormant: boolean,
): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    for (const dependency of byId.get(id)?.dependencies ?? []) {
      const asleep = dependency.kind === 'alternative' && byId.get(dependency.node)?.policy.onDemand
      if (withDormant || !asleep) open.push(dependency.node)
    }
  }
  return found
}

/** What depends on the nodes, directly or not, without themselves. */
function dependents(nodes: readonly Node[], of: ReadonlySet<string>): ReadonlySet<string> {
  const users = new Map<string, string[]>()
  for (const node of nodes) {
    for (const { node: used } of node.dependencies) {
      const list = users.get(used)
      if (list) list.push(node.id)
      else users.set(used, [node.id])
    }
  }
  const found = new Set<string>()
  const open = [...of].flatMap((id) => users.get(id) ?? [])
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    open.push(...(users.get(id) ?? []))
  }
  return new Set([...found].filter((id) => !of.has(id)))
}

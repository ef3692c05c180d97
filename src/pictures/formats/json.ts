import type { Graph } from '../graph.ts'
import { levelsOf } from '../levels.ts'

/**
 * The whole graph for other tools, nothing folded: each node and each dependency once. The shape is documented in the
 * room's README and grows only by new fields while `version` stays.
 */
export function toJson(graph: Graph): string {
  const levels = levelsOf(graph)
  const { name, doc, run } = graph
  const document = {
    format: 'pipewright-graph',
    version: 1,
    pipeline: { name, ...(doc !== undefined && { doc }) },
    ...(run && { run: { id: run.id, status: run.status, duration: run.duration } }),
    nodes: graph.boxes.map((box) => ({
      id: box.id,
      name: box.name,
      kind: box.kind,
      gist: box.gist,
      ...(box.doc !== undefined && { doc: box.doc }),
      ...(box.group !== undefined && { group: box.group }),
      level: levels.get(box.id) ?? 0,
      ...(box.parts.length > 0 && { parts: box.parts }),
      ...(box.state && { state: { ...box.state.counts, duration: box.state.duration } }),
    })),
    edges: graph.links.map(({ from, to, kind, reads }) => ({ from, to, kind, reads })),
    groups: graph.groups.map(({ id, kind, name: groupName, parent }) => ({
      id,
      kind,
      name: groupName,
      ...(parent !== undefined && { parent }),
    })),
    sweeps: graph.sweeps.map(({ node, cone, framed }) => ({ node, cone, framed })),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

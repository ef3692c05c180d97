/** What the walk of a cone asks of a node. */
export interface ConeNode<N> {
  /** The params that reach it. */
  readonly axes: readonly string[]
  /** What it reads or waits for; of a sweep, beside what its trials read. */
  readonly dependencies: Iterable<N>
  /** Of a sweep: the params that it binds, and what its objective and `collect` read. */
  readonly search?: { readonly binds: ReadonlySet<string>; readonly reads: Iterable<N> }
}

/**
 * The nodes of which a sweep makes an instance for its trials: those that a bound param reaches and that feed what the
 * sweep reads. Behind a sweep inside of the cone, its own params are no longer the outer sweep's.
 */
export function coneOf<N>(
  reads: Iterable<N>,
  binds: ReadonlySet<string>,
  look: (node: N) => ConeNode<N> | undefined,
): ReadonlySet<N> {
  const cone = new Set<N>()
  const seen = new Map<string, Set<N>>()
  const waiting: { readonly nodes: Iterable<N>; readonly bound: ReadonlySet<string> }[] = [
    { nodes: reads, bound: binds },
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { nodes, bound } = next
    const key = [...bound].sort().join(' ')
    const met = seen.get(key) ?? new Set<N>()
    seen.set(key, met)
    for (const node of nodes) {
      if (met.has(node)) continue
      met.add(node)
      const known = look(node)
      if (!known?.axes.some((name) => bound.has(name))) continue
      cone.add(node)
      waiting.push({ nodes: known.dependencies, bound })
      const { search } = known
      if (!search) continue
      const left = new Set([...bound].filter((name) => !search.binds.has(name)))
      waiting.push({ nodes: search.reads, bound: left })
    }
  }
  return cone
}

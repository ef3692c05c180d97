/**
 * Metrics in the order in which people look for them: the loss, what was measured on validation data, then the rest as
 * they came; what sets the pace (learning rates, times) last.
 */
export function orderSignals(names: Iterable<string>): string[] {
  return [...names]
    .map((name, index) => ({ name, rank: rank(name), index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ name }) => name)
}

function rank(name: string): number {
  if (name === 'loss') return 0
  if (name.endsWith('.loss')) return 1
  if (name.includes('.')) return 2
  if (/(^|_)(lr|time|seconds?|rate)$/.test(name)) return 4
  return 3
}

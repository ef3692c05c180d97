/** The label of what no swept param reaches: one array for all, since there are many. */
export const noAxes: readonly string[] = Object.freeze([])

/** The params that reach two values together, sorted. Gives back one of them where that says it all. */
export function joinAxes(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a === b || b.length === 0) return a
  if (a.length === 0) return b
  if (b.every((name) => a.includes(name))) return a
  if (a.every((name) => b.includes(name))) return b
  return [...new Set([...a, ...b])].sort()
}

/** What is left of a label behind a sweep, which gives the params that it binds their values. */
export function withoutAxes(axes: readonly string[], bound: ReadonlySet<string>): readonly string[] {
  return axes.some((name) => bound.has(name)) ? axes.filter((name) => !bound.has(name)) : axes
}

/** Whether any of the params reaches. */
export function meets(axes: readonly string[], bound: ReadonlySet<string>): boolean {
  return axes.some((name) => bound.has(name))
}

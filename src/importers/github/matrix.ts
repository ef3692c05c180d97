import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Place } from '../report.ts'
import type { Shapes } from '../yaml/shape.ts'
import type { Yaml, YamlMap } from '../yaml/tree.ts'

/** One of the jobs that a matrix stands for: its values by name. */
export type Combination = ReadonlyMap<string, Yaml>

/** GitHub allows this many jobs of one matrix. */
const most = 256

/** The jobs that a matrix stands for, with `exclude` and `include` as GitHub applies them. */
export function matrixCombinations(
  shapes: Shapes,
  matrix: YamlMap,
  job: string,
  place: Place,
): readonly Combination[] {
  const axes = matrix.entries.filter(({ key }) => key !== 'include' && key !== 'exclude')
  const count = axes.reduce((all, { value }) => all * Math.max(1, shapes.items(value).length), 1)
  if (count > most) {
    const parameters = { what: `the job \`${job}\``, count, most }
    shapes.report.tell(importProblems.tooMany, parameters, { file: shapes.file, span: matrix }, place)
    return []
  }
  let rows: readonly Combination[] = axes.length === 0 ? [] : [new Map()]
  for (const { key, value } of axes) {
    rows = rows.flatMap((row) => shapes.items(value).map((item) => new Map([...row, [key, item]])))
  }
  const excluded = patterns(shapes, matrix, 'exclude')
  const kept = rows.filter((row) => !excluded.some((pattern) => matches(row, pattern)))
  return included(kept, patterns(shapes, matrix, 'include'), new Set(axes.map(({ key }) => key)))
}

function patterns(shapes: Shapes, matrix: YamlMap, key: string): readonly Combination[] {
  const node = matrix.entries.find((entry) => entry.key === key)?.value
  return shapes.items(node).map((item) => {
    return new Map(shapes.entries(item, `An entry of \`${key}\``).map((entry) => [entry.key, entry.value]))
  })
}

function matches(row: Combination, pattern: Combination): boolean {
  return [...pattern].every(([key, value]) => {
    const own = row.get(key)
    return own !== undefined && sameValue(own, value)
  })
}

/** Each of `include` joins every job whose own values it would not change, and is a job of its own when it joins none. */
function included(
  rows: readonly Combination[],
  includes: readonly Combination[],
  axes: ReadonlySet<string>,
): readonly Combination[] {
  const grown = rows.map((row) => ({ row, extra: new Map<string, Yaml>() }))
  const own: Combination[] = []
  for (const include of includes) {
    const fitting = grown.filter(({ row }) =>
      [...include].every(([key, value]) => {
        const known = axes.has(key) ? row.get(key) : undefined
        return known === undefined || sameValue(known, value)
      }),
    )
    if (fitting.length === 0) own.push(include)
    for (const { extra } of fitting) for (const [key, value] of include) extra.set(key, value)
  }
  return [...grown.map(({ row, extra }) => new Map([...row, ...extra])), ...own]
}

function sameValue(a: Yaml, b: Yaml): boolean {
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value
  if (a.kind === 'list' && b.kind === 'list') {
    return (
      a.items.length === b.items.length &&
      a.items.every((item, index) => sameValue(item, b.items[index] ?? a))
    )
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const other = new Map(b.entries.map(({ key, value }) => [key, value]))
    return (
      a.entries.length === b.entries.length &&
      a.entries.every(({ key, value }) => {
        const same = other.get(key)
        return same !== undefined && sameValue(value, same)
      })
    )
  }
  return false
}

/** What tells the jobs of one matrix apart, for the name of the step. */
export function combinationName(combination: Combination): string {
  return [...combination.values()]
    .filter((value) => value.kind === 'scalar')
    .map((value) => (value.kind === 'scalar' ? value.text : ''))
    .join('_')
}

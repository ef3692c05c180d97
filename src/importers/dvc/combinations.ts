import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Span } from '../../base/source.ts'
import type { Shapes } from '../yaml/shape.ts'
import { member, type YamlMap } from '../yaml/tree.ts'
import type { Filler } from './fill.ts'
import { pythonText } from './python-text.ts'
import type { ListValue, Origin, ScalarValue, Value } from './variables.ts'

/** One of the stages that a definition stands for: what follows the `@` of its name, and the values it has. */
export interface Combination {
  readonly suffix: string | undefined
  readonly values: ReadonlyMap<string, Value>
}

/** More steps than these are no program that a person reads. */
const most = 1000

/** The stages that a definition stands for: one without `foreach` and `matrix`. */
export function combinations(
  definition: YamlMap,
  filler: Filler,
  shapes: Shapes,
  stage: { readonly name: string; readonly span: Span },
): readonly Combination[] {
  const where = { file: shapes.file, span: stage.span }
  const what = `the stage \`${stage.name}\``
  const foreach = member(definition, 'foreach')
  const matrix = member(definition, 'matrix')
  if (!foreach && !matrix) return [{ suffix: undefined, values: new Map() }]
  const data = filler.data(foreach ?? matrix ?? definition)
  if (!data) return []
  if (foreach ? data.kind === 'scalar' : data.kind !== 'map') {
    shapes.wrong(
      foreach ?? matrix ?? definition,
      `\`${foreach ? 'foreach' : 'matrix'}\` of ${what}`,
      'a list or a map',
    )
    return []
  }
  const origin: Origin = { kind: 'item', file: shapes.file, path: '' }
  const count = foreach ? sizeOf(data) : product(data)
  if (count > most) {
    shapes.report.tell(importProblems.tooMany, { what, count, most }, where, undefined)
    return []
  }
  const all = foreach ? eachOf(data, origin, stage.span) : matrixOf(data, origin, stage.span)
  // DVC keeps the last of those with one name.
  return [...new Map(all.map((combination) => [combination.suffix, combination])).values()]
}

function sizeOf(data: Value): number {
  return data.kind === 'list' ? data.items.length : data.kind === 'map' ? data.entries.size : 0
}

function product(data: Value): number {
  if (data.kind !== 'map') return 0
  return [...data.entries.values()].reduce((count, axis) => count * sizeOf(axis), 1)
}

function eachOf(data: Value, origin: Origin, span: Span): readonly Combination[] {
  if (data.kind === 'map') {
    return [...data.entries].map(([key, item]) => ({
      suffix: key,
      values: new Map<string, Value>([
        ['item', ownScalar(item, origin)],
        ['key', textValue(key, origin, span)],
      ]),
    }))
  }
  if (data.kind !== 'list') return []
  const composite = data.items.some((item) => item.kind !== 'scalar')
  return data.items.map((item, index) => ({
    suffix: composite || item.kind !== 'scalar' ? String(index) : pythonText(item.node),
    values: new Map<string, Value>([['item', ownScalar(item, origin)]]),
  }))
}

function matrixOf(data: Value, origin: Origin, span: Span): readonly Combination[] {
  if (data.kind !== 'map') return []
  let rows: readonly (readonly (readonly [string, Value, string])[])[] = [[]]
  for (const [name, axis] of data.entries) {
    const items =
      axis.kind === 'list' ? axis.items : (axis as Exclude<Value, ListValue>).kind === 'map' ? [] : [axis]
    rows = rows.flatMap((row) =>
      items.map((item, index) => [
        ...row,
        [
          name,
          ownScalar(item, origin),
          item.kind === 'scalar' ? pythonText(item.node) : `${name}${index}`,
        ] as const,
      ]),
    )
  }
  return rows.map((row) => {
    const suffix = row.map(([, , text]) => text).join('-')
    const item: Value = { kind: 'map', entries: new Map(row.map(([name, value]) => [name, value])) }
    return {
      suffix,
      values: new Map<string, Value>([
        ['item', item],
        ['key', textValue(suffix, origin, span)],
      ]),
    }
  })
}

/** A value that names its stage is part of the program, not a param. */
function ownScalar(value: Value, origin: Origin): Value {
  return value.kind === 'scalar' ? { ...value, origin } : value
}

function textValue(text: string, origin: Origin, span: Span): ScalarValue {
  return { kind: 'scalar', node: { value: text, text }, origin, span }
}

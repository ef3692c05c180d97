import type { Span } from '../../base/source.ts'
import type { Yaml, YamlMap, YamlScalar } from '../yaml/tree.ts'

/** Where a value comes from: what decides whether it is a param of the program. */
export interface Origin {
  /** A file of params, a map in `vars`, or the item and key of a `foreach` or `matrix`. */
  readonly kind: 'params' | 'vars' | 'item'
  readonly file: string
  /** The keys that lead to it: `train.lr`. */
  readonly path: string
}

/** A value that texts can be filled in with. */
export type Value = ScalarValue | ListValue | MapValue

export interface ScalarValue {
  readonly kind: 'scalar'
  readonly node: Pick<YamlScalar, 'value' | 'text'>
  readonly origin: Origin
  readonly span: Span
}

export interface ListValue {
  readonly kind: 'list'
  readonly items: readonly Value[]
}

export interface MapValue {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, Value>
}

/** YAML as values that remember where they come from. */
export function yamlValue(node: Yaml, origin: Origin): Value {
  const inside = (key: string | number): Origin => ({
    ...origin,
    path: origin.path === '' ? String(key) : `${origin.path}.${key}`,
  })
  if (node.kind === 'scalar') return { kind: 'scalar', node, origin, span: node }
  if (node.kind === 'list') {
    return { kind: 'list', items: node.items.map((item, index) => yamlValue(item, inside(index))) }
  }
  return mapOf(node, inside)
}

function mapOf(node: YamlMap, inside: (key: string) => Origin): MapValue {
  return {
    kind: 'map',
    entries: new Map(node.entries.map(({ key, value }) => [key, yamlValue(value, inside(key))])),
  }
}

/** What merging finds: the variables together, or the path that both have. */
export type Merged =
  | { readonly ok: true; readonly value: MapValue }
  | { readonly ok: false; readonly path: string }

/** Two sets of variables as one, maps into maps; DVC refuses a value that is there already. */
export function merge(into: MapValue, update: MapValue, prefix = ''): Merged {
  const entries = new Map(into.entries)
  for (const [key, value] of update.entries) {
    const known = entries.get(key)
    if (known === undefined) entries.set(key, value)
    else if (known.kind === 'map' && value.kind === 'map') {
      const inner = merge(known, value, `${prefix}${key}.`)
      if (!inner.ok) return inner
      entries.set(key, inner.value)
    } else return { ok: false, path: `${prefix}${key}` }
  }
  return { ok: true, value: { kind: 'map', entries } }
}

/** Looks up `a.b[0].c`; undefined where there is no such value. */
export function select(from: Value, path: readonly string[]): Value | undefined {
  let value: Value | undefined = from
  for (const key of path) {
    if (value?.kind === 'map') value = value.entries.get(key)
    else if (value?.kind === 'list' && /^-?\d+$/.test(key)) value = value.items.at(Number(key))
    else return undefined
  }
  return value
}

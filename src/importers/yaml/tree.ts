import type { Span } from '../../base/source.ts'

/** YAML as importers read it: plain values with their places, aliases and merges resolved. */
export type Yaml = YamlScalar | YamlList | YamlMap

export interface YamlScalar extends Span {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** As written, without quotes and escapes: `1e-3` where the value is 0.001. */
  readonly text: string
  /** Quoted, or a block: a string whatever it looks like. */
  readonly quoted: boolean
}

export interface YamlList extends Span {
  readonly kind: 'list'
  readonly items: readonly Yaml[]
}

export interface YamlMap extends Span {
  readonly kind: 'map'
  readonly entries: readonly YamlEntry[]
}

export interface YamlEntry {
  readonly key: string
  readonly keySpan: Span
  readonly value: Yaml
}

/** The value of a key, if the map has it. */
export function member(map: YamlMap, key: string): Yaml | undefined {
  return map.entries.find((entry) => entry.key === key)?.value
}

/** What a value is, for a sentence. */
export function describeYaml(node: Yaml): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map'
  if (node.value === null) return 'empty'
  const names = { string: 'a text', number: 'a number', boolean: 'a truth' } as const
  return names[typeof node.value as keyof typeof names]
}

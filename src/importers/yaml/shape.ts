import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Place, Report } from '../report.ts'
import { describeYaml, type Yaml, type YamlEntry, type YamlList, type YamlMap } from './tree.ts'

/** Reads parts of one file in the shapes they must have, and tells where they have another. */
export class Shapes {
  readonly file: string
  readonly report: Report

  constructor(file: string, report: Report) {
    this.file = file
    this.report = report
  }

  map(node: Yaml | undefined, what: string): YamlMap | undefined {
    return this.expect(node, 'map', what, 'a map')
  }

  list(node: Yaml | undefined, what: string): YamlList | undefined {
    return this.expect(node, 'list', what, 'a list')
  }

  /** A list, or one thing in place of a list with one thing. */
  items(node: Yaml | undefined): readonly Yaml[] {
    if (node === undefined || isEmpty(node)) return []
    return node.kind === 'list' ? node.items : [node]
  }

  /** The entries of a map that may be left empty. */
  entries(node: Yaml | undefined, what: string): readonly YamlEntry[] {
    return this.map(node, what)?.entries ?? []
  }

  /** Any scalar as the text that it was written as. */
  text(node: Yaml | undefined, what: string): string | undefined {
    const scalar = this.expect(node, 'scalar', what, 'a text')
    return scalar?.text
  }

  truth(node: Yaml | undefined, what: string): boolean {
    if (node === undefined) return false
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value
    this.wrong(node, what, '`true` or `false`')
    return false
  }

  /** Tells of each key that is none of those known. */
  unknownKeys(map: YamlMap, known: ReadonlySet<string>, owner: string, place: Place): void {
    for (const { key, keySpan } of map.entries) {
      if (known.has(key)) continue
      const suggestion = closest(key, known)
      const where = { file: this.file, span: keySpan }
      this.report.tell(importProblems.unknownKey, { key, owner, suggestion }, where, place)
    }
  }

  wrong(node: Yaml, what: string, expected: string): void {
    const where = { file: this.file, span: node }
    this.report.tell(
      importProblems.wrongShape,
      { what, expected, found: describeYaml(node) },
      where,
      undefined,
    )
  }

  private expect<K extends Yaml['kind']>(
    node: Yaml | undefined,
    kind: K,
    what: string,
    expected: string,
  ): Extract<Yaml, { kind: K }> | undefined {
    if (node === undefined || (isEmpty(node) && kind !== 'scalar')) return undefined
    if (node.kind === kind) return node as Extract<Yaml, { kind: K }>
    this.wrong(node, what, expected)
    return undefined
  }
}

/** A key without a value. */
export function isEmpty(node: Yaml): boolean {
  return node.kind === 'scalar' && node.value === null
}

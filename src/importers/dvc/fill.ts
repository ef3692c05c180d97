import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Span } from '../../base/source.ts'
import { closest } from '../../base/suggestion.ts'
import type { Report } from '../report.ts'
import type { Yaml } from '../yaml/tree.ts'
import { namesIn, partsOf } from './interpolation.ts'
import { pythonQuote, pythonText } from './python-text.ts'
import type { StagePiece } from './stage.ts'
import { type MapValue, type Origin, type ScalarValue, select, type Value, yamlValue } from './variables.ts'

/** Fills the expressions of one stage in. */
export class Filler {
  private readonly file: string
  private readonly report: Report
  private readonly values: MapValue
  /** Hears of every value that became part of a path or name: such a value can't be a param. */
  private readonly fixed: (value: ScalarValue) => void

  constructor(parts: {
    readonly file: string
    readonly report: Report
    readonly values: MapValue
    readonly fixed: (value: ScalarValue) => void
  }) {
    this.file = parts.file
    this.report = parts.report
    this.values = parts.values
    this.fixed = parts.fixed
  }

  /** A text with everything filled in; undefined where that can't be done, which is told. */
  text(text: string, span: Span): string | undefined {
    let filled = ''
    for (const part of partsOf(text)) {
      if (part.kind === 'text') {
        filled += part.text
        continue
      }
      const value = this.value(part.written, part.path, span)
      if (value === undefined) return undefined
      if (value.kind !== 'scalar') return this.composite(part.written, value, span)
      this.fixed(value)
      filled += pythonText(value.node)
    }
    return filled
  }

  /** A command in pieces: its values stay apart, for they may become params. */
  command(text: string, span: Span): readonly StagePiece[] | undefined {
    const pieces: StagePiece[] = []
    for (const part of partsOf(text)) {
      if (part.kind === 'text') {
        pieces.push({ kind: 'text', text: part.text })
        continue
      }
      const value = this.value(part.written, part.path, span)
      if (value === undefined) return undefined
      if (value.kind === 'list') return this.composite(part.written, value, span)
      if (value.kind === 'scalar') pieces.push(value)
      else {
        const options = this.options(value, span)
        if (options === undefined) return undefined
        pieces.push(...options)
      }
    }
    return pieces
  }

  /** The data of a `foreach` or `matrix`: texts in it are filled in, and one that is an expression is its value. */
  data(node: Yaml): Value | undefined {
    const origin: Origin = { kind: 'item', file: this.file, path: '' }
    if (node.kind === 'scalar') {
      if (typeof node.value !== 'string') return yamlValue(node, origin)
      const [part, ...others] = partsOf(node.value)
      if (part?.kind === 'expression' && others.length === 0) return this.value(part.written, part.path, node)
      const filled = this.text(node.value, node)
      return filled === undefined
        ? undefined
        : { kind: 'scalar', node: { value: filled, text: filled }, origin, span: node }
    }
    if (node.kind === 'list') {
      const items = node.items.map((item) => this.data(item))
      return items.every((item) => item !== undefined) ? { kind: 'list', items } : undefined
    }
    const entries = new Map<string, Value>()
    for (const { key, value } of node.entries) {
      const filled = this.data(value)
      if (filled === undefined) return undefined
      entries.set(key, filled)
    }
    return { kind: 'map', entries }
  }

  private value(written: string, path: readonly string[] | undefined, span: Span): Value | undefined {
    const where = { file: this.file, span: this.report.placeOf(written, this.file, span) }
    if (path === undefined) {
      const reason = 'a name with keys such as `a.b[0]` is wanted between the braces'
      this.report.tell(importProblems.badInterpolation, { text: written, reason }, where, undefined)
      return undefined
    }
    const value = select(this.values, path)
    if (value === undefined && !this.report.has(importProblems.unreadable)) {
      const name = path.join('.')
      const suggestion = closest(name, namesIn(this.values))
      this.report.tell(importProblems.unknownVariable, { name, suggestion }, where, undefined)
    }
    return value
  }

  private composite(written: string, value: Value, span: Span): undefined {
    const reason = `it stands for ${value.kind === 'list' ? 'a list' : 'a map'}, and a single value is wanted`
    this.report.tell(
      importProblems.badInterpolation,
      { text: written, reason },
      { file: this.file, span },
      undefined,
    )
    return undefined
  }

  /** A map in a command becomes options, as DVC writes them: `--lr 0.1 --verbose --sizes 64 32`. */
  private options(map: MapValue, span: Span): readonly StagePiece[] | undefined {
    const words: (readonly StagePiece[])[] = []
    for (const [name, value] of flattened(map, '')) {
      const flag: StagePiece = { kind: 'text', text: `--${name}` }
      if (value.kind === 'scalar' && typeof value.node.value === 'boolean') {
        this.fixed(value)
        if (value.node.value) words.push([flag])
        continue
      }
      const items = value.kind === 'list' ? value.items : [value]
      const row: StagePiece[] = [flag]
      for (const item of items) {
        if (item.kind !== 'scalar') return this.composite(`\${${name}}`, item, span)
        row.push({ kind: 'text', text: ' ' }, quotedWord(item))
      }
      words.push(row)
    }
    return words.flatMap((row, index) => (index === 0 ? row : [{ kind: 'text', text: ' ' }, ...row]))
  }
}

function* flattened(map: MapValue, prefix: string): Iterable<readonly [string, ScalarValue | Value]> {
  for (const [key, value] of map.entries) {
    if (value.kind === 'map') yield* flattened(value, `${prefix}${key}.`)
    else yield [`${prefix}${key}`, value]
  }
}

/** DVC quotes the texts of a map; what needs no quotes can still become a param. */
function quotedWord(item: ScalarValue): StagePiece {
  const { value } = item.node
  if (typeof value !== 'string') return item
  const quoted = pythonQuote(value)
  return quoted === value ? item : { kind: 'text', text: quoted }
}

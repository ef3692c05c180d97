import { isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, parseDocument, type Scalar } from 'yaml'
import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import { SourceText, type Span } from '../../base/source.ts'
import type { Yaml, YamlEntry, YamlMap } from './tree.ts'

/** Beyond these a file is no pipeline that a person wrote, and reading it would only cost time and memory. */
const mostCharacters = 4_000_000
const mostValues = 200_000
const mostLevels = 100

/**
 * One YAML document as a tree with places, and its text among the sources. What is wrong with it is told all at once,
 * and never an exception, whatever the bytes are; a file with nothing in it has no value.
 */
export function readYaml(
  path: string,
  bytes: Uint8Array,
  sources: Map<string, SourceText>,
): Result<Yaml | undefined> {
  const text = decode(bytes)
  if (text === undefined) return failed(diagnose(importProblems.notUtf8, { path }))
  if (text.length > mostCharacters) return tooLarge(path, 'it has more than 4 million characters')
  if (isNestedTooDeeply(text)) return tooLarge(path, 'its values are nested too deeply')
  const source = new SourceText(path, text)
  sources.set(path, source)
  try {
    return new Reader(source).read()
  } catch (error) {
    // The library reads brackets within brackets by recursion.
    if (error instanceof RangeError) return tooLarge(path, 'its values are nested too deeply')
    throw error
  }
}

/**
 * True for a text with more open brackets, or dashes in a row, or a deeper indentation than any file that was written
 * by a person: the library reads them by recursion, and a stack that is nearly full can end the process.
 */
function isNestedTooDeeply(text: string): boolean {
  let open = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '[' || character === '{') open += 1
    else if ((character === ']' || character === '}') && open > 0) open -= 1
    if (open > 500) return true
  }
  return /(?:[-?:][ \t]+){500}|^[ \t]{2000}/m.test(text)
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function tooLarge(path: string, what: string): Result<never> {
  return failed(diagnose(importProblems.tooLarge, { path, what }))
}

/** Stops the reading of a document whose aliases multiply one another, or hold themselves. */
class Overgrown extends Error {}

class Reader {
  private readonly source: SourceText
  private readonly problems: Diagnostic[] = []
  private values = 0
  private document: ReturnType<typeof parseDocument> | undefined

  constructor(source: SourceText) {
    this.source = source
  }

  read(): Result<Yaml | undefined> {
    const { source } = this
    const document = parseDocument(source.text, { uniqueKeys: false, merge: true, keepSourceTokens: false })
    this.document = document
    for (const error of document.errors) {
      const [start, end] = error.pos
      const reason = plainReason(error.message)
      this.problems.push(diagnose(importProblems.invalidYaml, { reason }, at(source.file, { start, end })))
    }
    if (this.problems.length > 0) return failed(...this.problems)
    try {
      const root = document.contents ? this.value(document.contents as ParsedNode, 0) : undefined
      return this.problems.length > 0 ? failed(...this.problems) : ok(root)
    } catch (error) {
      if (error instanceof Overgrown) return tooLarge(source.file, error.message)
      throw error
    }
  }

  private value(node: ParsedNode | null, level: number): Yaml {
    this.values += 1
    if (this.values > mostValues) throw new Overgrown('it stands for more than 200,000 values')
    if (level > mostLevels) throw new Overgrown('its values are nested too deeply')
    if (node === null) return { kind: 'scalar', value: null, text: '', quoted: false, start: 0, end: 0 }
    const span = spanOf(node)
    if (isAlias(node)) {
      const target = this.document && node.resolve(this.document)
      if (!target) {
        const location = at(this.source.file, span)
        this.problems.push(diagnose(importProblems.unknownAlias, { name: node.source }, location))
      }
      // A value of an alias is shown where the alias stands: there it can be changed without changing others.
      return { ...this.value((target ?? null) as ParsedNode | null, level + 1), ...span }
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.value(itemOf(item), level + 1))
      return { kind: 'list', items, ...span }
    }
    if (isMap(node))
      return { kind: 'map', entries: this.entries(node.items as readonly unknown[], level), ...span }
    return scalar(node as Scalar.Parsed, span)
  }

  /** The entries of a map, those of `<<` last and only where the map does not have them itself. */
  private entries(pairs: readonly unknown[], level: number): readonly YamlEntry[] {
    const own = new Map<string, YamlEntry>()
    const merged: YamlEntry[] = []
    for (const pair of pairs) {
      if (!isPair(pair)) continue
      const keyNode = pair.key as ParsedNode | null
      const key = this.value(keyNode, level + 1)
      const value = this.value(pair.value as ParsedNode | null, level + 1)
      const keySpan: Span = { start: key.start, end: key.end }
      if (key.kind !== 'scalar') {
        this.wrongShape('A key', 'a text', key.kind === 'list' ? 'a list' : 'a map', keySpan)
        continue
      }
      // A value that is not written is shown at its key.
      const located = value.end > 0 ? value : { ...value, ...keySpan }
      const earlier = own.get(key.text)
      if (key.text === '<<' && !key.quoted) merged.push(...this.mergedEntries(located))
      else if (earlier) this.duplicate(key.text, keySpan, earlier.keySpan)
      else own.set(key.text, { key: key.text, keySpan, value: located })
    }
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry)
    return [...own.values()]
  }

  private duplicate(key: string, span: Span, first: Span): void {
    const { file } = this.source
    const related = [{ message: 'it is given first here', location: at(file, first) }]
    this.problems.push(diagnose(importProblems.duplicateKey, { key }, at(file, span), { related }))
  }

  private mergedEntries(value: Yaml): readonly YamlEntry[] {
    const maps = value.kind === 'list' ? value.items : [value]
    for (const map of maps) {
      if (map.kind !== 'map') this.wrongShape('What `<<` merges', 'a map', 'something else', value)
    }
    return maps.filter((map): map is YamlMap => map.kind === 'map').flatMap((map) => map.entries)
  }

  private wrongShape(what: string, expected: string, found: string, span: Span): void {
    const location = at(this.source.file, span)
    this.problems.push(diagnose(importProblems.wrongShape, { what, expected, found }, location))
  }
}

/** An item `key: value` of a list, written without braces, is a map already; a bare pair never is left over. */
function itemOf(item: unknown): ParsedNode | null {
  return item as ParsedNode | null
}

function spanOf(node: ParsedNode): Span {
  const [start, end] = node.range
  return { start, end }
}

function scalar(node: Scalar.Parsed, span: Span): Yaml {
  const quoted = isScalar(node) && node.type !== 'PLAIN'
  const text = quoted ? String(node.value) : (node.source ?? '').trim()
  const { value } = node
  if (quoted) return { kind: 'scalar', value: text, text, quoted, ...span }
  // Digits in groups are a number for the YAML reader of DVC, and a text for this one.
  if (/^[-+]?\d[\d_]*\d$/.test(text) && text.includes('_'))
    return { kind: 'scalar', value: Number(text.replaceAll('_', '')), text, quoted, ...span }
  const known = typeof value === 'number' || typeof value === 'boolean' || value === null
  return { kind: 'scalar', value: known ? value : text, text, quoted, ...span }
}

/** The first line of what the library says, as the end of a sentence. */
function plainReason(message: string): string {
  const first = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '')
  return first.slice(0, 1).toLowerCase() + first.slice(1)
}

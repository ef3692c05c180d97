import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import type { Expression, Value } from '../../ir/expression.ts'
import { describeValue } from '../../ir/functions.ts'
import { dependenciesOf } from '../../ir/graph.ts'
import type { KeyRecord } from '../../ir/node-key.ts'
import type { Node } from '../../ir/program.ts'

/** So many changes are told in full. */
const told = 3

/** What differs between two key records of a node, in the words of a plan: `config.optimizer.lr: 0.001 -> 0.01`. */
export function keyChanges(node: Node, before: KeyRecord, after: KeyRecord): string {
  const changes: string[] = []
  if (canonicalJson(before.component) !== canonicalJson(after.component)) {
    changes.push(`${after.component.kind}: version ${before.component.version} -> ${after.component.version}`)
  }
  compare(before.config, after.config, [], (path, old, now) =>
    changes.push(configChange(node, path, old, now)),
  )
  if (before.seed !== after.seed) changes.push(`seed: ${before.seed ?? 'none'} -> ${after.seed ?? 'none'}`)
  changes.push(...fileChanges('code', before.code ?? {}, after.code ?? {}))
  changes.push(...fileChanges('environment', before.environment ?? {}, after.environment ?? {}))
  const unique = [...new Set(changes)]
  const rest = unique.length - told
  return [...unique.slice(0, told), ...(rest > 0 ? [`${rest} more`] : [])].join(', ') || 'its key changed'
}

type Compared = Value | undefined
type Told = (path: readonly string[], before: Compared, after: Compared) => void

/** Calls `tell` for the smallest parts that differ; a thing with a tag is one part. */
function compare(before: Compared, after: Compared, path: readonly string[], tell: Told): void {
  if (canonicalJson(before as Json) === canonicalJson(after as Json)) return
  if (isComponent(before) && isComponent(after) && before.$component === after.$component) {
    compare(before.arguments, after.arguments, path, tell)
    compare(before.implementation, after.implementation, [...path, 'implementation'], tell)
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, item] of before.entries()) compare(item, after[index], [...path, String(index)], tell)
  } else if (isPlainRecord(before) && isPlainRecord(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(before[name], after[name], [...path, name], tell)
    }
  } else tell(path, before, after)
}

interface Component {
  readonly $component: string
  readonly arguments: { readonly [name: string]: Value }
  readonly implementation?: { readonly [name: string]: Value }
}

function isComponent(value: Compared): value is Value & Component {
  return typeof value === 'object' && value !== null && '$component' in value
}

function isPlainRecord(value: Compared): value is { readonly [name: string]: Value } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return !Object.keys(value).some((key) => key.startsWith('$'))
}

function configChange(node: Node, path: readonly string[], before: Compared, after: Compared): string {
  const expression = expressionAt(node, path)
  const place = ['config', ...nameOfPlace(node, path, expression)].join('.')
  const sources = expression ? dependenciesOf([expression]).map((dependency) => dependency.node) : []
  if (isArtifact(before) && isArtifact(after) && sources.length > 0)
    return `${place.slice(7)}: ${sources.join(', ')} changed`
  if (isFile(before) && isFile(after)) {
    const names = changedNames(before.hashes, after.hashes)
    const module = expression?.op === 'component' ? expression.implementation?.file.$file : undefined
    return `${place}: ${names.join(', ') || module || 'the content of its files'} changed`
  }
  if (sources.length > 0 && (holdsArtifact(before) || holdsArtifact(after))) {
    return `${place}: ${sources.join(', ')} changed`
  }
  return `${place}: ${shown(before)} -> ${shown(after)}`
}

/** The holes of a command are numbered, which says nothing: the param that one reads does. */
function nameOfPlace(
  node: Node,
  path: readonly string[],
  expression: Expression | undefined,
): readonly string[] {
  const [field = '', ...rest] = path
  const whole = node.config[field]
  if (whole?.op !== 'apply' || whole.function !== 'shell') return path
  return expression?.op === 'param' ? [field, expression.name] : [field, ...rest.slice(1)]
}

/** What the program says at a place of the config; of what it can't be followed into, the whole. */
function expressionAt(node: Node, path: readonly string[]): Expression | undefined {
  const [field = '', ...rest] = path
  let expression = node.config[field]
  for (const name of rest) {
    const inner: Expression | undefined = expression && memberOf(expression, name)
    if (!inner) break
    expression = inner
  }
  return expression
}

function memberOf(expression: Expression, name: string): Expression | undefined {
  switch (expression.op) {
    case 'record':
      return expression.fields[name]
    case 'component':
      return expression.arguments[name]
    case 'list':
      return expression.items[Number(name)]
    case 'apply':
      return expression.function === 'shell' ? expression.arguments[Number(name)] : undefined
    default:
      return undefined
  }
}

function isArtifact(value: Compared): boolean {
  return typeof value === 'object' && value !== null && '$artifact' in value
}

function holdsArtifact(value: Compared): boolean {
  if (typeof value !== 'object' || value === null) return false
  return isArtifact(value) || Object.values(value as object).some((member: Value) => holdsArtifact(member))
}

interface FileHashes {
  readonly hashes: { readonly [path: string]: string } | readonly string[]
}

function isFile(value: Compared): value is Value & FileHashes {
  return typeof value === 'object' && value !== null && '$file' in value && 'hashes' in value
}

/** For kinds that don't see names the hashes stand in a list, and no name is known. */
function changedNames(before: FileHashes['hashes'], after: FileHashes['hashes']): readonly string[] {
  if (Array.isArray(before) || Array.isArray(after)) return []
  const [old, now] = [before, after] as { readonly [path: string]: string }[]
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])
  return [...names].filter((name) => old?.[name] !== now?.[name]).sort()
}

function fileChanges(
  field: string,
  before: { readonly [path: string]: string },
  after: { readonly [path: string]: string },
): readonly string[] {
  return changedNames(before, after).map((name) => {
    const change = before[name] === undefined ? 'is new' : after[name] === undefined ? 'is gone' : 'changed'
    return `${field}: ${name} ${change}`
  })
}

function shown(value: Compared): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return shortened(JSON.stringify(value))
  if (Array.isArray(value) || isPlainRecord(value)) return shortened(canonicalJson(value as Json))
  return shortened(describeValue(value))
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}

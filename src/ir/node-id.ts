import type { Json } from '../base/canonical-json.ts'
import { hashJson, sha256 } from '../base/hash.ts'

/** The longest id: engines allow 63 characters, and need room for their own suffixes. */
export const maximumIdLength = 52
const keptLength = 38

/**
 * The id of a node from its path (`component/…/node[/instance]`): `_` becomes `-`, parts are joined by `--`, and what
 * is too long is cut and told apart by a hash of the whole. Valid as a job, task, stage and pod name.
 */
export function nodeId(path: readonly string[]): string {
  const id = path.map((part) => part.replaceAll('_', '-')).join('--')
  if (id.length <= maximumIdLength) return id
  return `${id.slice(0, keptLength)}--h${sha256(id).slice(0, 10)}`
}

/** The last part of a trial's or element's path: `t` or `e` and 12 hex digits of a hash of what tells it apart. */
export function instancePart(of: 'trial' | 'element', value: Json): string {
  return `${of === 'trial' ? 't' : 'e'}${hashJson(value).slice(0, 12)}`
}

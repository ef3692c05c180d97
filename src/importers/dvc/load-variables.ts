import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { SourceText, Span } from '../../base/source.ts'
import type { ImportHost } from '../host.ts'
import { joinPath } from '../paths.ts'
import type { Report } from '../report.ts'
import { readYaml } from '../yaml/read-yaml.ts'
import type { Yaml } from '../yaml/tree.ts'
import { type MapValue, merge, type Value, yamlValue } from './variables.ts'

/** What variables are loaded from and told to. */
export interface Loading {
  readonly host: ImportHost
  readonly report: Report
  /** The dvc.yaml that asks for them. */
  readonly file: string
  /** Every file that was read, for showing places in it. */
  readonly sources: Map<string, SourceText>
}

/** Variables, with the files they came from: `all`, or the keys that were picked. */
export interface Variables {
  readonly values: MapValue
  readonly loaded: ReadonlyMap<string, 'all' | readonly string[]>
}

export const noVariables: Variables = { values: { kind: 'map', entries: new Map() }, loaded: new Map() }

/** The variables that hold for the whole file: params.yaml when it is there, and `vars`. */
export function loadFileVariables(loading: Loading, items: readonly Yaml[]): Variables {
  const standard = 'params.yaml'
  const nowhere = { start: 0, end: 0 }
  const variables =
    loading.host.kind(standard) === 'file'
      ? addFile(loading, noVariables, standard, [], nowhere)
      : noVariables
  return addVariables(loading, variables, items, '.')
}

/** More variables, from a `vars` section: files, `file:key,key`, and maps. */
export function addVariables(
  loading: Loading,
  before: Variables,
  items: readonly Yaml[],
  folder: string,
): Variables {
  let variables = before
  for (const item of items) {
    if (item.kind === 'scalar' && typeof item.value === 'string') {
      const [path = '', keys = ''] = item.value.split(':')
      const picked = keys.split(',').filter((key) => key !== '')
      variables = addFile(loading, variables, joinPath(folder, path), picked, item)
    } else if (item.kind === 'map') {
      const update = yamlValue(item, { kind: 'vars', file: loading.file, path: '' }) as MapValue
      variables = added(loading, variables, update, item)
    } else {
      const where = { file: loading.file, span: item }
      const parameters = { what: 'An entry of `vars`', expected: 'a file or a map', found: 'something else' }
      loading.report.tell(importProblems.wrongShape, parameters, where, undefined)
    }
  }
  return variables
}

function addFile(
  loading: Loading,
  before: Variables,
  path: string,
  picked: readonly string[],
  span: Span,
): Variables {
  const where = { file: loading.file, span }
  const known = before.loaded.get(path)
  if (known === 'all' && picked.length === 0) return before
  if (
    known !== undefined &&
    (known === 'all' || picked.length === 0 || picked.some((key) => known.includes(key)))
  ) {
    loading.report.tell(importProblems.redefinedVariable, { name: path }, where, undefined)
    return before
  }
  const file = readVariables(loading, path, span)
  if (file === undefined) return before
  let update = file
  if (picked.length > 0) {
    for (const key of picked.filter((name) => !file.entries.has(name))) {
      loading.report.tell(importProblems.unknownVariable, { name: `${path}:${key}` }, where, undefined)
    }
    update = { kind: 'map', entries: new Map([...file.entries].filter(([key]) => picked.includes(key))) }
  }
  const { values } = added(loading, before, update, span)
  const all = [...(known ?? []), ...picked]
  return { values, loaded: new Map(before.loaded).set(path, all.length === 0 ? 'all' : all) }
}

function added(loading: Loading, before: Variables, update: MapValue, span: Span): Variables {
  const merged = merge(before.values, update)
  if (merged.ok) return { ...before, values: merged.value }
  const where = { file: loading.file, span }
  loading.report.tell(importProblems.redefinedVariable, { name: merged.path }, where, undefined)
  return before
}

function readVariables(loading: Loading, path: string, span: Span): MapValue | undefined {
  const unreadable = (reason: string) => {
    const where = { file: loading.file, span }
    loading.report.tell(importProblems.unreadable, { path, reason }, where, undefined)
    return undefined
  }
  if (!/\.(ya?ml|json)$/.test(path)) return unreadable('values are read from YAML and JSON only')
  const content = loading.host.read(path)
  if ('reason' in content) return unreadable(content.reason)
  const shown = loading.host.shown(path)
  const read = readYaml(shown, content.bytes, loading.sources)
  if (!read.ok) {
    loading.report.add(read.diagnostics)
    return undefined
  }
  const value: Value | undefined =
    read.value && yamlValue(read.value, { kind: 'params', file: path, path: '' })
  return value?.kind === 'map' ? value : unreadable('it is no map of values')
}

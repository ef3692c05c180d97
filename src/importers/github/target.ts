import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Draft } from '../program/draft.ts'
import { type Field, writeRecord, writeString } from '../program/write.ts'
import type { Shapes } from '../yaml/shape.ts'
import { member, type Yaml, type YamlMap } from '../yaml/tree.ts'
import type { Job } from './job.ts'
import { knownText } from './values.ts'

const levels = new Set(['read', 'write', 'none'])

/** What a workflow says of GitHub itself: the runner, permissions, concurrency. */
export function targetOf(shapes: Shapes, root: YamlMap, jobs: readonly Job[]): Draft | undefined {
  const fields: Field[] = []
  const runners = new Set(jobs.map((job) => runnerOf(shapes, job)))
  const [runner] = runners
  if (runners.size === 1 && runner !== undefined) fields.push(['runner', writeString(runner)])
  const permissions = permissionsOf(shapes, member(root, 'permissions'))
  if (permissions.length > 0) fields.push(['permissions', writeRecord(permissions)])
  const group = groupOf(shapes, member(root, 'concurrency'))
  if (group !== undefined) fields.push(['concurrency', writeString(group)])
  return fields.length > 0 ? { kind: 'target', name: 'github', fields } : undefined
}

function runnerOf(shapes: Shapes, job: Job): string | undefined {
  const node = member(job.node, 'runs-on')
  return node?.kind === 'scalar' ? knownText(job, shapes.text(node, '`runs-on`') ?? '') : undefined
}

function permissionsOf(shapes: Shapes, node: Yaml | undefined): readonly Field[] {
  if (!node) return []
  if (node.kind !== 'map') {
    drop(
      shapes,
      `permissions: ${node.kind === 'scalar' ? node.text : '…'}`,
      node,
      'Name what the token may do: `permissions: { contents: "write" }`.',
    )
    return []
  }
  return node.entries.flatMap(({ key, keySpan, value }): readonly Field[] => {
    const level = shapes.text(value, `\`${key}\``) ?? ''
    if (levels.has(level)) return [[key, writeString(level)]]
    drop(shapes, `permissions.${key}`, keySpan, 'It can be "read", "write" or "none".')
    return []
  })
}

function groupOf(shapes: Shapes, node: Yaml | undefined): string | undefined {
  if (!node) return undefined
  const group = node.kind === 'map' ? member(node, 'group') : node
  const cancel = node.kind === 'map' ? member(node, 'cancel-in-progress') : undefined
  const cancels = cancel?.kind === 'scalar' && cancel.value !== false
  if (cancel && cancels)
    drop(shapes, 'concurrency.cancel-in-progress', cancel, 'Runs of one group wait for one another.')
  const written = group && shapes.text(group, '`group`')
  const known = written === undefined ? undefined : knownText({ known: () => undefined }, written)
  if (known === undefined && group)
    drop(shapes, 'concurrency.group', group, 'Give the group a name that is always the same.')
  return known
}

function drop(
  shapes: Shapes,
  option: string,
  span: Yaml | { start: number; end: number },
  way: string,
): void {
  const where = { file: shapes.file, span }
  shapes.report.tell(importProblems.optionDropped, { option, owner: 'the workflow', way }, where, 'github')
}

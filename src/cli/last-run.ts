import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { formatDuration } from '../base/number-format.ts'
import type { LastRun } from '../language-server/last-run.ts'
import { runStateOf } from '../reporters/state/fold.ts'
import type { RunEvent } from '../runtime/event.ts'
import { openStore } from '../store/open.ts'
import type { RunRecord } from '../store/store.ts'

/** A journal of so many lines is not folded while someone waits for a hover. */
const mostEvents = 200_000

let remembered: { readonly key: string; readonly run: LastRun | undefined } | undefined

/** The last run of a program, from its project's store, for the editor. Nothing is made where there is no store. */
export async function lastRunOf(root: string, file: string): Promise<LastRun | undefined> {
  const folder = join(root, '.pipe')
  if (!existsSync(folder)) return undefined
  const opened = await openStore(root)
  if (!opened.ok) return undefined
  const store = opened.value
  try {
    const program = relative(root, file).replaceAll(sep, '/')
    const record = store.runs().find((candidate) => candidate.program === program)
    if (!record) return undefined
    const key = `${folder} ${record.id} ${record.status}`
    if (record.status === 'running' || remembered?.key !== key) {
      remembered = { key, run: folded(record, store.events(record.id) as unknown as readonly RunEvent[]) }
    }
    return remembered.run && { ...remembered.run, when: whenOf(record) }
  } finally {
    store.close()
  }
}

function folded(record: RunRecord, events: readonly RunEvent[]): LastRun | undefined {
  if (events.length > mostEvents) return undefined
  const nodes = [...runStateOf(events).nodes.values()]
  return {
    id: record.id,
    when: whenOf(record),
    status: record.status,
    metrics: new Map(nodes.map(({ name, metrics }) => [name, metrics])),
    statuses: new Map(nodes.map(({ name, status }) => [name, status])),
  }
}

function whenOf({ startedAt }: RunRecord): string {
  const passed = Date.now() - new Date(startedAt).getTime()
  return passed < 1000 ? 'just now' : `${formatDuration(passed)} ago`
}

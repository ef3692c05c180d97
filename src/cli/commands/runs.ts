import { formatDuration } from '../../base/number-format.ts'
import { renderTable } from '../../reporters/tables.ts'
import type { RunRecord } from '../../store/store.ts'
import { readCount } from '../counts.ts'
import { openHere } from '../store-here.ts'
import {
  type ExitCode,
  exitCodes,
  print,
  printDiagnostics,
  printJson,
  wantsColor,
  widthOf,
} from '../terminal.ts'

export interface RunsOptions {
  readonly limit?: string
  readonly json?: boolean
}

/** `pipe runs`: what ran in this project, the newest first. */
export async function runs(options: RunsOptions): Promise<ExitCode> {
  const limit = readCount('--limit', options.limit)
  if (!limit.ok) {
    await printDiagnostics(limit.diagnostics)
    return exitCodes.usage
  }
  const store = await openHere()
  if (typeof store === 'number') return store
  try {
    const records = store.runs(limit.value ?? 20)
    if (options.json) printJson(records)
    else if (records.length === 0) print('Nothing has run here yet.')
    else print(runsTable(records))
    return exitCodes.done
  } finally {
    store.close()
  }
}

function runsTable(records: readonly RunRecord[]): string {
  const columns = ['run', 'status', 'started', 'took', 'program', 'params'].map((title) => ({
    title,
    shrink: title === 'params',
  }))
  return renderTable(records.map(row), {
    columns,
    width: widthOf(process.stdout),
    color: wantsColor(process.stdout),
  })
}

function row(run: RunRecord): readonly string[] {
  const started = new Date(run.startedAt)
  const local = new Date(run.startedAt - started.getTimezoneOffset() * 60_000)
  const settings = Object.entries(run.params).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return [
    run.id,
    run.status,
    local.toISOString().slice(0, 19).replace('T', ' '),
    run.finishedAt === undefined ? '' : formatDuration(run.finishedAt - run.startedAt),
    run.program,
    settings.join(' '),
  ]
}

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../base/canonical-json.ts'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import type { Report } from './damage.ts'
import { explain, firstLine, systemCode } from './failure.ts'
import { inFolderOf, type Layout, listFolder } from './layout.ts'
import { LineFile, readLines } from './line-file.ts'
import { markRunning } from './orphans.ts'
import { identityText, isAlive, parseIdentity, thisProcess } from './process-identity.ts'
import { newRunId } from './run-id.ts'
import type { RunNodeRecord, RunRecord, Store } from './store.ts'
import { temporaryPath } from './temporary.ts'

/** What `run.json` holds: the record and the process that made it. */
interface RunFile extends RunRecord {
  readonly process: string
}

/** The open files of a run of this process. */
interface OpenRun {
  readonly events: LineFile
  readonly nodes: LineFile
  told: boolean
}

/**
 * The journal of runs: a folder for each, `run.json`, `events.jsonl` and `nodes.jsonl`. Plain files, so that history
 * outlives any damage to the database and can be read with ordinary tools.
 */
export class Runs {
  private readonly layout: Layout
  private readonly report: Report
  private readonly open = new Map<string, OpenRun>()
  private scheduled: NodeJS.Immediate | undefined

  constructor(layout: Layout, report: Report) {
    this.layout = layout
    this.report = report
  }

  begin(run: Parameters<Store['beginRun']>[0]): RunRecord {
    try {
      const id = this.newFolder()
      const { program, pipeline, params } = run
      const record: RunRecord = { id, program, pipeline, startedAt: Date.now(), status: 'running', params }
      this.write(record)
      markRunning(this.layout, id)
      return record
    } catch (error) {
      throw explain(error, 'writing', this.layout.runs)
    }
  }

  end(run: string, status: 'success' | 'failure' | 'cancelled'): void {
    this.flush()
    this.closeFiles(run)
    const record = this.read(run)
    if (!record) return
    try {
      this.write({ ...record, status, finishedAt: Date.now() })
      rmSync(join(this.layout.running, run), { force: true })
    } catch (error) {
      throw explain(error, 'writing', join(this.layout.runs, run))
    }
  }

  recordNode(run: string, record: RunNodeRecord): void {
    this.files(run).nodes.append({ ...record } as unknown as Json)
    this.schedule()
  }

  appendEvent(run: string, event: Json): void {
    this.files(run).events.append(event)
    this.schedule()
  }

  list(limit = Number.POSITIVE_INFINITY): readonly RunRecord[] {
    const found: RunRecord[] = []
    for (const id of listFolder(this.layout.runs).sort().reverse()) {
      if (found.length >= limit) break
      const record = this.read(id)
      if (record) found.push(record)
    }
    return found
  }

  nodes(run: string): readonly RunNodeRecord[] {
    this.flush()
    const lines = readLines(join(this.layout.runs, run, 'nodes.jsonl')) as unknown as RunNodeRecord[]
    return [...new Map(lines.map((line) => [line.node, line])).values()]
  }

  events(run: string): readonly Json[] {
    this.flush()
    return readLines(join(this.layout.runs, run, 'events.jsonl'))
  }

  /** Writes what waits. A full disk loses history, never a result, so it is told once and the run goes on. */
  flush(): void {
    clearImmediate(this.scheduled)
    this.scheduled = undefined
    for (const files of this.open.values()) {
      for (const file of [files.events, files.nodes]) this.flushFile(files, file)
    }
  }

  close(): void {
    this.flush()
    for (const run of [...this.open.keys()]) this.closeFiles(run)
  }

  private flushFile(files: OpenRun, file: LineFile): void {
    try {
      file.flush()
    } catch (error) {
      if (files.told) return
      files.told = true
      const reason =
        systemCode(error) === 'ENOSPC' || systemCode(error) === 'EDQUOT'
          ? 'the disk is full'
          : firstLine(error)
      this.report(diagnose(storeProblems.eventsLost, { path: file.path, reason }))
    }
  }

  private schedule(): void {
    this.scheduled ??= setImmediate(() => this.flush())
  }

  private files(run: string): OpenRun {
    const known = this.open.get(run)
    if (known) return known
    const folder = join(this.layout.runs, run)
    const files: OpenRun = {
      events: new LineFile(join(folder, 'events.jsonl')),
      nodes: new LineFile(join(folder, 'nodes.jsonl')),
      told: false,
    }
    this.open.set(run, files)
    return files
  }

  private closeFiles(run: string): void {
    const files = this.open.get(run)
    files?.events.close()
    files?.nodes.close()
    this.open.delete(run)
  }

  private newFolder(): string {
    for (;;) {
      const id = newRunId()
      const folder = join(this.layout.runs, id)
      try {
        inFolderOf(folder, () => mkdirSync(folder))
        return id
      } catch (error) {
        if (systemCode(error) !== 'EEXIST') throw error
      }
    }
  }

  private write(record: RunRecord): void {
    const file: RunFile = { ...record, process: identityText(thisProcess()) }
    const aside = temporaryPath(this.layout)
    inFolderOf(aside, () => writeFileSync(aside, `${JSON.stringify(file, undefined, 2)}\n`))
    const descriptor = openSync(aside, 'r')
    fsyncSync(descriptor)
    closeSync(descriptor)
    renameSync(aside, join(this.layout.runs, record.id, 'run.json'))
  }

  /** A run that was never ended by a process that is gone was interrupted. */
  private read(run: string): RunRecord | undefined {
    let file: RunFile
    try {
      file = JSON.parse(readFileSync(join(this.layout.runs, run, 'run.json'), 'utf8'))
    } catch {
      // Begun and killed before it was written, or damaged: there is nothing to tell of it.
      return undefined
    }
    const { process: maker, ...record } = file
    const identity = parseIdentity(maker)
    if (record.status !== 'running' || (identity && isAlive(identity))) return record
    return { ...record, status: 'interrupted' }
  }
}

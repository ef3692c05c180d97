import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../base/canonical-json.ts'
import { explain, systemCode } from './failure.ts'
import { inFolderOf, type Layout, listFolder } from './layout.ts'
import { LineFile, readLines } from './line-file.ts'
import {
  groupExists,
  identityText,
  isAlive,
  parseIdentity,
  processStart,
  thisProcess,
} from './process-identity.ts'
import type { ProcessRecord } from './store.ts'

/** A line of `processes.jsonl`: a group that began, or the number of one that ended. */
type ProcessLine = ProcessRecord | { readonly ended: number }

/** Which process groups the runs have started, so that a killed run's can be found and ended. */
export class Processes {
  private readonly layout: Layout
  private readonly open = new Map<string, LineFile>()

  constructor(layout: Layout) {
    this.layout = layout
  }

  record(run: string, process: ProcessRecord): void {
    this.append(run, { group: process.group, startedAt: process.startedAt })
  }

  forget(run: string, group: number): void {
    this.append(run, { ended: group })
  }

  /** Groups that are still there, of runs whose own process is gone. A dead run without any is not looked at again. */
  orphans(): readonly ProcessRecord[] {
    const found: ProcessRecord[] = []
    for (const run of deadRuns(this.layout)) {
      const left = this.groupsOf(run).filter(isLeft)
      if (left.length === 0) rmSync(join(this.layout.running, run), { force: true })
      found.push(...left)
    }
    return found
  }

  /** Closes the file of a run that has ended, or of all. */
  close(run?: string): void {
    for (const [name, file] of [...this.open]) {
      if (run !== undefined && name !== run) continue
      file.close()
      this.open.delete(name)
    }
  }

  private append(run: string, line: ProcessLine): void {
    const path = this.path(run)
    const file = this.open.get(run) ?? new LineFile(path)
    this.open.set(run, file)
    try {
      file.appendNow(line as unknown as Json)
    } catch (error) {
      throw explain(error, 'writing', path)
    }
  }

  private groupsOf(run: string): ProcessRecord[] {
    const groups = new Map<number, ProcessRecord>()
    for (const line of readLines(this.path(run)) as unknown as ProcessLine[]) {
      if ('ended' in line) groups.delete(line.ended)
      else groups.set(line.group, line)
    }
    return [...groups.values()]
  }

  private path(run: string): string {
    return join(this.layout.runs, run, 'processes.jsonl')
  }
}

/** Notes that this process works on a run, unless another does. */
export function markRunning(layout: Layout, run: string): void {
  const marker = join(layout.running, run)
  try {
    inFolderOf(marker, () => writeFileSync(marker, identityText(thisProcess()), { flag: 'wx' }))
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
}

/** Runs that were begun and never ended, and whose process is gone. */
export function deadRuns(layout: Layout): readonly string[] {
  return listFolder(layout.running).filter((run) => {
    const identity = parseIdentity(readMarker(join(layout.running, run)))
    return identity === undefined || !isAlive(identity)
  })
}

function readMarker(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The kernel gives a number to no one else while a group of that number has members, so a missing leader is no doubt. */
function isLeft({ group, startedAt }: ProcessRecord): boolean {
  const leader = processStart(group)
  return leader === undefined ? groupExists(group) : leader === startedAt
}

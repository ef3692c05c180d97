import { readdirSync, readFileSync } from 'node:fs'
import { groupExists, processStart } from '../../store/process-identity.ts'
import type { ProcessRecord } from '../../store/store.ts'

/** Set in every process that a run starts and inherited by what those start: by it they are found again. */
export const markVariable = 'PIPE_PROCESS_MARK'

/** Sends a signal to every process of a group; a group that is gone is none to signal. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}

/** What makes a group recognizable after its number may have been given to another. */
export function processRecord(leader: number): ProcessRecord {
  return { group: leader, startedAt: processStart(leader) ?? 'ended' }
}

/** One line of `/proc`: the process and its group, without those that have ended and wait to be collected. */
function* livingProcesses(): Generator<{ readonly pid: number; readonly group: number }> {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = quietly(() => readFileSync(`/proc/${name}/stat`, 'latin1'))
    const [state, , group] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
    if (state && state !== 'Z' && state !== 'X') yield { pid: Number(name), group: Number(group) }
  }
}

/** A process that ends while it is looked at is no error. */
function quietly<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** How many processes of a group are alive: without `/proc` it is only known whether there is one. */
export function groupSize(group: number): number {
  if (!groupExists(group)) return 0
  if (process.platform !== 'linux') return 1
  let count = 0
  for (const living of livingProcesses()) if (living.group === group) count++
  return count
}

/**
 * Ends the processes that carry a mark in their environment, whatever group they went to. A mark that ends in a colon
 * is a run's, and meets all of its processes. Linux only; elsewhere none are found.
 */
export function killMarked(mark: string): number {
  if (process.platform !== 'linux') return 0
  const wanted = `${markVariable}=${mark}`
  let count = 0
  for (const { pid } of livingProcesses()) {
    const variables = quietly(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))?.split('\0') ?? []
    const marked = variables.some(
      (variable) => variable === wanted || (mark.endsWith(':') && variable.startsWith(wanted)),
    )
    if (!marked || pid === process.pid) continue
    quietly(() => process.kill(pid, 'SIGKILL'))
    count++
  }
  return count
}

/** The mark of all processes of a run, and of one of them. */
export function markOf(run: string, process = ''): string {
  return `${run}:${process}`
}

/** Ends the groups that a killed run left behind; the store has made sure that they are still the ones it wrote down. */
export function endOrphans(orphans: readonly ProcessRecord[]): void {
  for (const { group } of orphans) signalGroup(group, 'SIGKILL')
}

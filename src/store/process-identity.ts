import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A process that can be told from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** When the kernel started it, in the kernel's own words; free of spaces and slashes. */
  readonly startedAt: string
}

/**
 * When a process started, or nothing when there is none of that number (one that has ended and waits to be collected
 * counts as gone). On Linux: clock ticks since boot, with the boot; elsewhere what `ps` says, to the second.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return startFromPs(pid)
  const status = kernelStatus(pid)
  return status && `${boot()}.${status.ticks}`
}

/** What Linux says of a process that still runs: its group, and the clock ticks from the boot to its start. */
function kernelStatus(pid: number | string): { readonly group: number; readonly ticks: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is the command in brackets, which may hold anything; the third, the state, follows it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [state, , group] = fields
    return state === 'Z' || state === 'X' ? undefined : { group: Number(group), ticks: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

let bootIdentity: string | undefined

/** Eight digits that differ from boot to boot. */
function boot(): string {
  bootIdentity ??= readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').slice(0, 8)
  return bootIdentity
}

function startFromPs(pid: number): string | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return text.trim().replaceAll(/[^A-Za-z0-9]+/g, '.') || undefined
  } catch {
    return undefined
  }
}

let self: ProcessIdentity | undefined

/** The identity of the process that asks. */
export function thisProcess(): ProcessIdentity {
  self ??= { pid: process.pid, startedAt: processStart(process.pid) ?? 'unknown' }
  return self
}

/** Whether that very process is still there. */
export function isAlive({ pid, startedAt }: ProcessIdentity): boolean {
  return (pid === process.pid && startedAt === thisProcess().startedAt) || processStart(pid) === startedAt
}

/** Whether a process of the group still runs, even if its leader is gone. */
export function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // A signal also reaches those that have ended and were not collected; in a container that may be never.
  if (process.platform !== 'linux') return true
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && kernelStatus(name)?.group === group)
}

/** An identity as one word, and back: it is the content of lock files and part of the names of temporary ones. */
export function identityText({ pid, startedAt }: ProcessIdentity): string {
  return `${pid}-${startedAt}`
}

/** Nothing when the text is no identity. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  const match = /^(\d+)-([\w.]+)/.exec(text)
  return match?.[1] && match[2] ? { pid: Number(match[1]), startedAt: match[2] } : undefined
}

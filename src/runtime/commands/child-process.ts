import type { ProcessRecord } from '../../store/store.ts'
import type { Exit, Launcher, NotStarted, Order, Started } from './launcher.ts'
import type { NodeLog } from './node-log.ts'
import { groupSize, killMarked, processRecord, signalGroup } from './process-group.ts'

/** What is run, and how it is looked after. */
export interface Launch {
  readonly launcher: Launcher
  readonly order: Order
  readonly log: NodeLog
  /** Milliseconds between asking to end and ending. */
  readonly grace: number
  /** Aborted: the process is asked to end, and killed after the grace. */
  readonly stop: AbortSignal
  /** Aborted: it is killed at once. */
  readonly kill: AbortSignal
  /** Hears of the group, so that it can be ended should this program be killed. */
  readonly started: (process: ProcessRecord) => void
  readonly ended: (process: ProcessRecord) => void
}

/** How a process ended. */
export interface Ending extends Exit {
  /** Set when it could not be started. */
  readonly error?: NotStarted
  /** It was asked to end. */
  readonly stopped: boolean
  /** So many processes were still there when the first one had ended, and were ended. */
  readonly leftBehind: number
}

/** Milliseconds that pipes may stay open after everything in the group has ended. */
const drain = 200
/** Milliseconds after which a group is written down. */
const soon = 25
/** Milliseconds between looks at a group that was asked to end. */
const look = 20

/**
 * Runs a process in a group (a session) of its own until nothing of the group is left: what it started ends with it.
 */
export async function runProcess(launch: Launch): Promise<Ending> {
  let pieces = 0
  const started = await launch.launcher.start(launch.order, (stream, bytes) => {
    pieces++
    launch.log.push(stream, bytes)
  })
  if (!('group' in started))
    return { error: started, code: null, signal: null, stopped: false, leftBehind: 0 }
  const note = new Note(started.group, launch)
  const ending = await supervised(started, launch, () => pieces)
  note.end()
  return ending
}

/**
 * Writes the group down for a later run, if it lives for a while: most commands are gone before it could be of use, and
 * what a killed run started a moment before is found by its mark.
 */
class Note {
  private readonly launch: Launch
  private readonly timer: NodeJS.Timeout
  private written: ProcessRecord | undefined

  constructor(group: number, launch: Launch) {
    this.launch = launch
    this.timer = setTimeout(() => this.quietly(() => this.write(group)), soon)
  }

  end(): void {
    clearTimeout(this.timer)
    const { written } = this
    if (written) this.quietly(() => this.launch.ended(written))
  }

  private write(group: number): void {
    const record = processRecord(group)
    this.launch.started(record)
    this.written = record
  }

  /** A disk that takes nothing more is told of by whoever must write to it. */
  private quietly(note: () => void): void {
    try {
      note()
    } catch {
      // The next run still finds the processes by their mark.
    }
  }
}

async function supervised(started: Started, launch: Launch, pieces: () => number): Promise<Ending> {
  const { group, mark } = started
  const stopping = new Stopping(group, launch)
  const exit = await started.exited
  if (stopping.begun) await stopping.finished(mark)
  const leftBehind = stopping.begun ? 0 : groupSize(group)
  if (leftBehind > 0) signalGroup(group, 'SIGKILL')
  stopping.dispose()
  const strays = await drained(started, pieces)
  // What the others of the group wrote last must not come to be another command's output.
  if (leftBehind > 0 || stopping.begun) started.abandon()
  return { ...exit, stopped: stopping.begun, leftBehind: leftBehind + strays }
}

/** Waits for the pipes to close. A process that left the group can hold them open: it is found by its mark and ended. */
async function drained(started: Started, pieces: () => number): Promise<number> {
  if (await untilQuiet(started, pieces)) return 0
  const strays = killMarked(started.mark)
  if (!(await untilQuiet(started, pieces))) started.abandon()
  return strays
}

/** Whether the pipes close; they don't when nothing comes through them for a while. */
async function untilQuiet({ closed }: Started, pieces: () => number): Promise<boolean> {
  for (let before = -1; pieces() > before; ) {
    before = pieces()
    if (await within(drain, closed)) return true
  }
  return false
}

/** Whether a promise is settled within so many milliseconds. */
async function within(milliseconds: number, promise: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const inTime = await Promise.race([promise.then(() => true), late])
  clearTimeout(timer)
  return inTime
}

/** Ends a group: asks, waits for the grace, kills. */
class Stopping {
  begun = false
  private readonly group: number
  private readonly launch: Launch
  private deadline = Number.POSITIVE_INFINITY
  private timer: NodeJS.Timeout | undefined
  private readonly ask = () => this.begin()
  private readonly killNow = () => this.kill()

  constructor(group: number, launch: Launch) {
    this.group = group
    this.launch = launch
    launch.stop.addEventListener('abort', this.ask)
    launch.kill.addEventListener('abort', this.killNow)
    if (launch.stop.aborted) this.begin()
    if (launch.kill.aborted) this.kill()
  }

  private begin(): void {
    if (this.begun) return
    this.begun = true
    this.deadline = performance.now() + this.launch.grace
    signalGroup(this.group, 'SIGTERM')
    this.timer = setTimeout(this.killNow, this.launch.grace)
  }

  private kill(): void {
    this.begun = true
    this.deadline = 0
    signalGroup(this.group, 'SIGKILL')
  }

  /** Resolves when nothing of the group is left; its leader has ended already. */
  async finished(mark: string): Promise<void> {
    while (groupSize(this.group) > 0) {
      if (performance.now() > this.deadline) signalGroup(this.group, 'SIGKILL')
      await new Promise((resolve) => setTimeout(resolve, look))
    }
    killMarked(mark)
  }

  dispose(): void {
    clearTimeout(this.timer)
    this.launch.stop.removeEventListener('abort', this.ask)
    this.launch.kill.removeEventListener('abort', this.killNow)
  }
}

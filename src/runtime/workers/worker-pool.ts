import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LearningMessage, LearningTask } from '../../learning/protocol.ts'
import type { ProcessRecord } from '../../store/store.ts'
import type { NodeLog } from '../commands/node-log.ts'
import { deviceVariables } from '../schedule/capacity.ts'
import { Worker, type WorkerEnding } from './worker.ts'

/** How a pool makes workers. */
export interface PoolOptions {
  /** The script that a worker runs. */
  readonly entry: URL
  /** Workers that live at one time, as long as no more tasks are given. */
  readonly size: number
  readonly environment: NodeJS.ProcessEnv
  readonly grace: number
  readonly kill: AbortSignal
  readonly started: (process: ProcessRecord) => void
  readonly ended: (process: ProcessRecord) => void
}

/** What a task needs beside itself. */
export interface Assignment {
  readonly devices: readonly string[]
  readonly log: NodeLog
  readonly signal: AbortSignal
  readonly tell: (message: LearningMessage) => void
}

/** Warm worker processes, made when they are needed; each does one task at a time. */
export class WorkerPool {
  private readonly options: PoolOptions
  /** Idle workers by the devices that they were given, the one used last at the end. */
  private readonly idle: { readonly devices: string; readonly worker: Worker }[] = []
  private readonly all = new Set<Worker>()

  constructor(options: PoolOptions) {
    this.options = options
  }

  /** The path of the workers' script when it is not there, which nothing but a new installation mends. */
  get missing(): string | undefined {
    const path = fileURLToPath(this.options.entry)
    return existsSync(path) ? undefined : path
  }

  /** Does a task in a worker. One that is stopped, crashes or is killed takes its worker with it. */
  async run(task: LearningTask, { devices, log, signal, tell }: Assignment): Promise<WorkerEnding> {
    const worker = this.take(devices)
    let timer: NodeJS.Timeout | undefined
    const kill = () => worker.kill()
    const stop = () => {
      worker.stop()
      timer = setTimeout(kill, this.options.grace)
    }
    signal.addEventListener('abort', stop)
    this.options.kill.addEventListener('abort', kill)
    if (signal.aborted) stop()
    const ending = await worker.run(task, log, tell)
    signal.removeEventListener('abort', stop)
    this.options.kill.removeEventListener('abort', kill)
    if (ending.state === 'outcome' && worker.alive && !signal.aborted) {
      this.idle.push({ devices: devices.join(), worker })
    } else {
      worker.kill()
      await worker.exited
    }
    clearTimeout(timer)
    return ending
  }

  /** Ends every worker. */
  async close(): Promise<void> {
    this.idle.length = 0
    const workers = [...this.all]
    for (const worker of workers) worker.kill()
    await Promise.all(workers.map((worker) => worker.exited))
  }

  private take(devices: readonly string[]): Worker {
    for (const [index, { worker }] of [...this.idle.entries()].reverse()) {
      if (!worker.alive) this.idle.splice(index, 1)
    }
    const index = this.idle.findLastIndex((idle) => idle.devices === devices.join())
    const [found] = index < 0 ? [] : this.idle.splice(index, 1)
    if (found) return found.worker
    if (this.all.size >= this.options.size) this.idle.shift()?.worker.kill()
    return this.start(devices)
  }

  private start(devices: readonly string[]): Worker {
    const { entry, environment, started, ended } = this.options
    const worker = new Worker(fileURLToPath(entry), { ...environment, ...deviceVariables(devices) })
    const record = worker.process
    this.all.add(worker)
    if (record) started(record)
    void worker.exited.then(() => {
      this.all.delete(worker)
      // What the worker started ends with it.
      worker.kill()
      if (record) quietly(() => ended(record))
    })
    return worker
  }
}

/** A group that is not crossed out is found to be gone by the next run. */
function quietly(note: () => void): void {
  try {
    note()
  } catch {
    // The disk is full or the store is damaged: whoever needs it next says so.
  }
}

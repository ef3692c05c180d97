import { type ChildProcess, fork } from 'node:child_process'
import type { FromWorker, LearningMessage, LearningOutcome, LearningTask } from '../../learning/protocol.ts'
import type { ProcessRecord } from '../../store/store.ts'
import type { NodeLog } from '../commands/node-log.ts'
import { processRecord, signalGroup } from '../commands/process-group.ts'

/** What a task came to, or how the process ended that did it. */
export type WorkerEnding =
  | { readonly state: 'outcome'; readonly outcome: LearningOutcome }
  | { readonly state: 'ended'; readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A task in the worker's hands. */
interface Job {
  readonly log: NodeLog
  readonly tell: (message: LearningMessage) => void
  readonly done: (ending: WorkerEnding) => void
}

/** A process that does one learning task after another and stays warm in between. */
export class Worker {
  readonly exited: Promise<void>
  private readonly child: ChildProcess
  private readonly record: ProcessRecord | undefined
  private job: Job | undefined
  private last: WorkerEnding | undefined
  /** Streams close after the process has ended; only then its last words are known. */
  private readonly closed: Promise<void>

  constructor(entry: string, environment: NodeJS.ProcessEnv) {
    this.child = fork(entry, [], {
      serialization: 'advanced',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: environment,
      execArgv: [],
    })
    this.record = this.child.pid === undefined ? undefined : processRecord(this.child.pid)
    this.child.on('message', (message) => this.hear(message as FromWorker))
    for (const stream of ['stdout', 'stderr'] as const) {
      this.child[stream]?.on('data', (bytes: Buffer) => this.job?.log.push(stream, bytes))
    }
    this.closed = new Promise((resolve) => this.child.once('close', () => resolve()))
    this.exited = new Promise((resolve) => {
      this.child.once('error', () => resolve())
      this.child.once('exit', (code, signal) => {
        this.last = { state: 'ended', code, signal }
        resolve()
      })
    })
  }

  get process(): ProcessRecord | undefined {
    return this.record
  }

  get alive(): boolean {
    return this.last === undefined && this.child.connected
  }

  /** Does a task; the worker must be idle. */
  async run(task: LearningTask, log: NodeLog, tell: Job['tell']): Promise<WorkerEnding> {
    const ending = await new Promise<WorkerEnding>((done) => {
      this.job = { log, tell, done }
      const lost = () => done(this.last ?? { state: 'ended', code: null, signal: null })
      this.exited.then(() => this.closed).then(lost, lost)
      this.child.send({ type: 'run', task }, (error) => error && this.kill())
    })
    this.job = undefined
    return ending
  }

  /** Asks it to end, without waiting for its task. */
  stop(): void {
    this.signal('SIGTERM')
  }

  /** Ends it and whatever it started. */
  kill(): void {
    this.signal('SIGKILL')
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.record) signalGroup(this.record.group, signal)
  }

  private hear(message: FromWorker): void {
    if (message.type === 'message') this.job?.tell(message.message)
    else if (message.type === 'outcome') this.job?.done({ state: 'outcome', outcome: message.outcome })
  }
}

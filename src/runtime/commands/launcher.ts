import { type ChildProcess, spawn } from 'node:child_process'
import type { Stream } from './node-log.ts'
import { markOf, markVariable } from './process-group.ts'

/** What is to be run. */
export interface Order {
  readonly file: string
  readonly arguments: readonly string[]
  /** Absolute. */
  readonly folder: string
  /** Set on top of the variables that the launcher was made with; one that is `null` is taken away. */
  readonly variables: { readonly [name: string]: string | null }
}

/** Hears what a process writes. */
export type Listener = (stream: Stream, bytes: Uint8Array) => void

/** How the first process of a group ended. */
export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A process that runs, in a group (a session) of its own. */
export interface Started {
  /** The number of its group, which is that of its first process. */
  readonly group: number
  /** What it, and whatever it starts, bears in its environment. */
  readonly mark: string
  readonly exited: Promise<Exit>
  /** Both of its pipes are closed, by everyone who had them. */
  readonly closed: Promise<void>
  /** Lets go of pipes that someone holds open. */
  abandon(): void
}

/** Why a process could not be started: the operating system's word for it, and its sentence. */
export interface NotStarted {
  readonly code: string | undefined
  readonly message: string
}

/** Starts processes. */
export interface Launcher {
  start(order: Order, hear: Listener): Promise<Started | NotStarted>
  /** Nothing is started after this. */
  close(): void
}

/** Starts processes as children of this one. */
export class DirectLauncher implements Launcher {
  private readonly run: string
  private readonly variables: NodeJS.ProcessEnv
  private count = 0

  /** For the commands of a run, with the variables that they inherit. */
  constructor(run: string, variables: NodeJS.ProcessEnv) {
    this.run = run
    this.variables = variables
  }

  async start(order: Order, hear: Listener): Promise<Started | NotStarted> {
    const mark = markOf(this.run, `n${this.count++}`)
    const child = this.spawn(order, mark)
    if ('message' in child) return child
    const exited = exitOf(child)
    if (child.pid === undefined) return exited.then(notStarted)
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
    listen(child, 'stdout', hear)
    listen(child, 'stderr', hear)
    const abandon = () => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    }
    return { group: child.pid, mark, exited: exited.then(asExit), closed, abandon }
  }

  close(): void {
    // Its processes are ended by those who look after them.
  }

  private spawn(
    { file, arguments: words, folder, variables }: Order,
    mark: string,
  ): ChildProcess | NotStarted {
    const env: NodeJS.ProcessEnv = { ...this.variables, [markVariable]: mark }
    for (const [name, text] of Object.entries(variables)) {
      if (text === null) delete env[name]
      else env[name] = text
    }
    try {
      return spawn(file, words, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    } catch (error) {
      return notStarted(error as NodeJS.ErrnoException)
    }
  }
}

type ExitOrError = Exit | NodeJS.ErrnoException

function exitOf(child: ChildProcess): Promise<ExitOrError> {
  return new Promise((resolve) => {
    child.once('error', resolve)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

function asExit(exit: ExitOrError): Exit {
  return 'signal' in exit ? exit : { code: null, signal: null }
}

function notStarted(error: ExitOrError): NotStarted {
  const { code, message } = error as NodeJS.ErrnoException
  return { code, message }
}

function listen(child: ChildProcess, name: Stream, hear: Listener): void {
  child[name]?.on('data', (bytes: Buffer) => hear(name, bytes))
}

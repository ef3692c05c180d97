import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import type { Exit, Listener, NotStarted, Order, Started } from './launcher.ts'
import { MarkedStream } from './marked-stream.ts'
import type { Stream } from './node-log.ts'
import { markOf, markVariable, signalGroup } from './process-group.ts'
import { shellQuote } from './shell-words.ts'

/** A shell that can put what it starts into a process group of its own. */
export interface ShellKind {
  readonly file: string
  readonly arguments: readonly string[]
  /** What it is told first. */
  readonly setup: string
  /** Sets `__pipe_number` to the number of the process that evaluates this. */
  readonly number: string
  /** What stands before a command. */
  readonly before: string
}

/** An order in the hands of a shell. */
interface Job {
  readonly hear: Listener
  readonly begun: (group: number) => void
  readonly failed: (reason: NotStarted) => void
  readonly exited: (exit: Exit) => void
  readonly closed: () => void
  group?: number
  /** Of its two streams, those whose end has not come yet. */
  open: number
}

/**
 * A shell that starts one command after another for us. Before and after each it says so between their outputs, by
 * lines that begin with a mark which no one can guess, so that one pair of pipes serves them all.
 */
export class LaunchingShell {
  private readonly child: ChildProcess
  private readonly run: string
  private readonly folder: string
  private job: Job | undefined
  private gone = false

  /** `folder` is where most commands run; `run` is theirs. */
  constructor(kind: ShellKind, run: string, folder: string, variables: NodeJS.ProcessEnv) {
    this.run = run
    this.folder = folder
    const mark = randomBytes(16).toString('hex')
    this.child = spawn(kind.file, kind.arguments, {
      cwd: folder,
      env: variables,
      detached: true,
      // What the shell itself has to say, as when a command was killed, goes nowhere: the commands' stderr is 3.
      stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    })
    const [, output, , errors] = this.child.stdio
    this.listen(output, 'stdout', mark)
    this.listen(errors, 'stderr', mark)
    for (const pipe of this.child.stdio) pipe?.on('error', () => this.retire())
    this.child.once('error', () => this.lose())
    // What it said last is read before its end is believed.
    this.child.once('exit', () => {
      this.gone = true
      setImmediate(() => setImmediate(() => this.lose()))
    })
    this.child.stdin?.write(setupOf(kind, mark, run))
  }

  /** Whether it can take an order. */
  get usable(): boolean {
    return !this.gone && this.job === undefined
  }

  /** Whether it is of no use any more. */
  get retired(): boolean {
    return this.gone
  }

  /** Starts a command; the shell must be usable. */
  start(order: Order, hear: Listener): Promise<Started | NotStarted> {
    return new Promise((resolve) => {
      const [exited, exit] = settlable<Exit>()
      const [closed, close] = settlable<void>()
      const begun = (group: number) =>
        resolve({
          group,
          mark: markOf(this.run, String(group)),
          exited,
          closed,
          abandon: () => this.retire(),
        })
      this.job = { hear, begun, failed: resolve, exited: exit, closed: close, open: 2 }
      this.child.stdin?.write(callOf(order, this.folder))
    })
  }

  /** It starts nothing any more; what it has started is for others to end. */
  retire(): void {
    this.gone = true
    if (this.child.pid !== undefined) signalGroup(this.child.pid, 'SIGKILL')
  }

  private listen(pipe: unknown, name: Stream, mark: string): void {
    const stream = new MarkedStream(mark, {
      data: (bytes) => this.job?.hear(name, bytes),
      said: (text) => this.hear(name, text),
    })
    const readable = pipe as Readable | null | undefined
    readable?.on('data', (bytes: Buffer) => stream.push(bytes))
  }

  /** `s 123`: the command begins as process 123. `e 3`: it ended with status 3; `e` alone on stderr. */
  private hear(name: Stream, text: string): void {
    const { job } = this
    if (!job) return
    const number = Number(text.slice(2))
    if (text.startsWith('s')) {
      job.group = number
      job.begun(number)
      return
    }
    if (name === 'stdout') {
      if (job.group === undefined) job.failed({ code: undefined, message: 'no process could be made' })
      job.exited(exitOf(number))
    }
    job.open--
    if (job.open > 0) return
    this.job = undefined
    job.closed()
  }

  /** The shell was killed: no one can tell how its command would have ended. */
  private lose(): void {
    const { job } = this
    this.gone = true
    this.job = undefined
    if (!job) return
    if (job.group !== undefined) signalGroup(job.group, 'SIGKILL')
    job.failed({ code: undefined, message: 'the shell that starts commands was killed' })
    job.exited({ code: null, signal: 'SIGKILL' })
    job.closed()
  }
}

/**
 * What a shell is told first: how to run a command. Shells read a pipe letter by letter, so that orders are but calls
 * by short names. `__r` takes the folder (or nothing), the number of variables, each as `NAME=text` or `-NAME`, and the
 * words of the command; `__c` a text for `sh -eu`; `__e` tells the status of what was before. In all of them a subshell
 * says its number, goes to the folder, sets the variables, and becomes the command.
 */
function setupOf({ setup, number, before }: ShellKind, mark: string, run: string): string {
  return `${setup}
__pipe_mark=${mark}
__r() {
  (
    ${number}
    echo "\${__pipe_mark}s $__pipe_number"
    export ${markVariable}=${markOf(run, '"$__pipe_number"')}
    test -z "$1" || cd "$1" || exit
    __pipe_left=$2
    shift 2
    while test "$__pipe_left" -gt 0; do
      case $1 in -*) unset "\${1#-}" ;; *) export "$1" ;; esac
      shift
      __pipe_left=$((__pipe_left - 1))
    done
    exec ${before}"$@" 3>&-
  ) </dev/null 2>&3
}
__c() { __r '' 0 sh -eu -c "$1"; }
__e() {
  echo "\${__pipe_mark}e $?"
  echo "\${__pipe_mark}e" >&3
}
`
}

/** The call for an order. A command that is ended by SIGINT ends the function that runs it too; what follows is done. */
function callOf({ file, arguments: words, folder, variables }: Order, home: string): string {
  const changes = Object.entries(variables).map(([name, text]) =>
    text === null ? `-${name}` : `${name}=${text}`,
  )
  const [options, flag, text] = words
  const isText = file === 'sh' && options === '-eu' && flag === '-c' && words.length === 3
  if (isText && text !== undefined && folder === home && changes.length === 0) {
    return `__c ${shellQuote(text)}\n__e\n`
  }
  const parts = [folder === home ? '' : folder, String(changes.length), ...changes, file, ...words]
  return `__r ${parts.map(shellQuote).join(' ')}\n__e\n`
}

/** Shells tell a signal as 128 and its number. */
function exitOf(status: number): Exit {
  const signal =
    status > 128 ? Object.entries(constants.signals).find(([, number]) => number === status - 128) : undefined
  return signal ? { code: null, signal: signal[0] as NodeJS.Signals } : { code: status, signal: null }
}

/** A promise with the function that settles it. */
function settlable<T>(): readonly [Promise<T>, (value: T) => void] {
  let settle: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    settle = resolve
  })
  return [promise, settle]
}

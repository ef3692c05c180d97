import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Environment } from '../../ir/evaluate.ts'
import type { Node, Program } from '../../ir/program.ts'
import type { Store } from '../../store/store.ts'
import type { Launcher } from '../commands/launcher.ts'
import type { NodeLog } from '../commands/node-log.ts'
import type { Redactor } from '../commands/redaction.ts'
import type { Secrets } from '../commands/secrets.ts'
import type { RunFact } from '../event.ts'
import type { OutputPaths } from '../files/output-paths.ts'
import type { HashedFile } from '../files/project-inputs.ts'
import type { Outputs } from '../plan/known-outputs.ts'
import type { Config } from '../plan/node-key.ts'
import type { WorkerPool } from '../workers/worker-pool.ts'

/** One attempt at the work of one node. */
export interface Attempt {
  readonly node: Node
  /** From 1. */
  readonly number: number
  readonly key: string
  readonly config: Config
  /** The project files that the config names, by the path or glob in it. */
  readonly files: ReadonlyMap<string, readonly HashedFile[]>
  /** The devices that are this node's alone. */
  readonly devices: readonly string[]
  /** Gives back what the node holds: its command has ended, and others may begin while its outputs are taken in. */
  release(): void
  /** Aborted when the attempt must end; the reason is a `TimedOut` or says that the run was cancelled. */
  readonly signal: AbortSignal
  readonly log: NodeLog
  tell(fact: RunFact): void
}

/** What the attempts of a run share. */
export interface Workshop {
  readonly program: Program
  readonly store: Store
  readonly run: string
  /** Absolute path of the project. */
  readonly root: string
  readonly environment: Environment
  readonly seed: number
  readonly writers: OutputPaths
  /** Starts commands, with the variables of this process without the sources of secrets. */
  readonly launcher: Launcher
  readonly secrets: Secrets
  readonly redactor: Redactor
  readonly workers: WorkerPool
  /** Milliseconds between asking a process to end and killing it. */
  readonly grace: number
  /** Aborted: everything is killed at once. */
  readonly kill: AbortSignal
  /** Under which the store knows the program. */
  readonly programName: string
}

/** What an attempt came to. */
export type Outcome =
  | { readonly ok: true; readonly outputs: Outputs }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Does the work of one kind of node. Files that it makes are in the store when it is done; it places and records nothing. */
export type Executor = (attempt: Attempt, workshop: Workshop) => Promise<Outcome>

/** Why an attempt is aborted that took too long. */
export class TimedOut {
  /** Milliseconds. */
  readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }
}

import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import type { ArtifactKind, Value } from '../ir/expression.ts'

/**
 * What the runtime and a worker process say to each other over Node's IPC channel. The worker's entry is `worker.ts`
 * (bundled as `dist/worker.js`); it takes one task at a time and stays warm for the next.
 */
export type ToWorker = { readonly type: 'run'; readonly task: LearningTask }

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'message'; readonly message: LearningMessage }
  | { readonly type: 'outcome'; readonly outcome: LearningOutcome }

/** The roles of components that a worker can execute as modules of the user's. */
export const executableRoles: readonly string[] = ['metric', 'model', 'response']

/** One node's work. */
export interface LearningTask {
  readonly kind: 'dataset' | 'train' | 'evaluate' | 'export'
  /** For messages. */
  readonly node: string
  /** Evaluated; each artifact and file in it stands as a LocalFile. */
  readonly config: { readonly [field: string]: TaskValue }
  /** 0..2^32-1 */
  readonly seed: number
  /** An empty folder: what is made is written here. */
  readonly staging: string
  /** A folder that outlives a crash of this very work (it belongs to the node's key): checkpoints to resume from. */
  readonly scratch: string
}

/** A Value in which `$artifact`s and `$file`s have become absolute local paths. */
export type TaskValue = Value | LocalFile | readonly TaskValue[] | { readonly [key: string]: TaskValue }

export interface LocalFile {
  readonly $local: string
  /** Absent for a file of the project. For a glob, `paths` lists the files in order of name. */
  readonly artifact?: ArtifactKind
  readonly format?: string
  readonly paths?: readonly string[]
}

/** What a task tells while it works; the runtime makes events of it. */
export type LearningMessage =
  | {
      readonly type: 'progress'
      readonly done: number
      readonly total: number
      readonly unit: 'epochs' | 'steps' | 'rows'
    }
  | {
      readonly type: 'metric'
      readonly name: string
      readonly value: number
      readonly step?: number
      readonly epoch?: number
    }
  | { readonly type: 'log'; readonly line: string }
  | {
      readonly type: 'regulation'
      readonly regulation: string
      readonly signal: number | string
      readonly response?: string
      readonly epoch: number
      readonly step: number
    }
  | { readonly type: 'checkpoint'; readonly epoch: number; readonly step: number }
  | { readonly type: 'resumed'; readonly epoch: number; readonly step: number }
  | { readonly type: 'warning'; readonly diagnostic: Diagnostic }

export type LearningOutcome =
  | { readonly ok: true; readonly outputs: { readonly [name: string]: TaskOutput } }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** A plain value, or files under `staging`: `path` is relative to it. */
export type TaskOutput =
  | { readonly value: Value }
  | {
      readonly artifact: ArtifactKind
      readonly path: string
      readonly folder?: boolean
      readonly format?: string
    }
  | { readonly list: readonly TaskOutput[] }

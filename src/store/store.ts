import type { Json } from '../base/canonical-json.ts'
import type { Value } from '../ir/expression.ts'
import type { KeyRecord } from '../ir/node-key.ts'
import type { StoreReport } from './store-report.ts'

/** What a finished node left behind; found again by the node's key. Artifacts in `outputs` are held by hash. */
export interface NodeResult {
  readonly outputs: { readonly [name: string]: Value }
  /** Milliseconds that the work took. */
  readonly duration: number
  /** Milliseconds since 1970. */
  readonly finishedAt: number
}

/** A stored file or folder. */
export interface StoredObject {
  readonly hash: string
  /** Bytes. */
  readonly size: number
  readonly folder: boolean
}

/** A stored object and the absolute path where the user wants it. */
export interface Placed {
  readonly hash: string
  readonly destination: string
}

export interface RunRecord {
  readonly id: string
  readonly program: string
  readonly pipeline: string
  readonly startedAt: number
  /** Absent while it runs; a run whose process is gone without an end is `interrupted`. */
  readonly finishedAt?: number
  readonly status: 'running' | 'success' | 'failure' | 'cancelled' | 'interrupted'
  readonly params: { readonly [name: string]: Value }
}

/** A node of a run as the journal has it. */
export interface RunNodeRecord {
  readonly node: string
  readonly status: 'succeeded' | 'cached' | 'failed' | 'skipped'
  readonly key?: string
  readonly duration: number
}

/** A process group that a run started, so that a later run can end what a killed one left behind. */
export interface ProcessRecord {
  readonly group: number
  /** The kernel's start time of its leader, which tells a reused number apart. */
  readonly startedAt: string
}

/**
 * The folder `.pipe/`: the content-addressed cache, the journal of runs, and the scratch space of unfinished work.
 * Every method leaves the folder sound if the process dies inside it; several processes may share it.
 */
export interface Store {
  /** Absolute path of `.pipe`. */
  readonly folder: string

  /** The results that exist, by key; one whose objects are damaged or gone is dropped and reported by `onDamage`. */
  results(keys: readonly string[]): ReadonlyMap<string, NodeResult>
  /** Whether no result is held at all: the plan of a new project need not ask for each key. */
  isEmpty(): boolean
  /** The key record of the last success of each node of a program: what "which field changed" compares with. */
  lastKeyRecords(program: string): ReadonlyMap<string, { readonly key: string; readonly record: KeyRecord }>
  /** Records a result; its objects are already stored. One transaction. */
  commit(entry: {
    readonly run: string
    readonly program: string
    readonly node: string
    readonly key: string
    readonly record: KeyRecord
    readonly result: NodeResult
  }): void

  /** Takes a file or folder out of staging into the cache: synced, hashed, made read-only, moved. */
  put(path: string): Promise<StoredObject>
  /** Absolute path of a stored object, read-only. */
  objectPath(hash: string): string
  has(hash: string): boolean
  /**
   * Whether an object still is, to the last byte, what was stored; one that is not is taken out, and with it the results
   * that need it. Each is read once by a process.
   */
  isIntact(hash: string): Promise<boolean>
  /** Of many placements, those that a look at the files does not show to be there; one question for all of them. */
  unplaced<P extends Placed>(placements: readonly P[]): readonly P[]
  /** Copies a stored object to where the user wants it, atomically; nothing happens when it is there already. */
  place(hash: string, destination: string): Promise<void>
  /** SHA-256 of a project file, remembered by path, size, modification time and inode. */
  fileHash(path: string): Promise<string>

  /** A new empty folder for the outputs of one attempt. */
  staging(run: string, node: string): Promise<string>
  /** The folder for checkpoints of the work with this key; kept until the result is committed. */
  scratch(key: string): Promise<string>
  /** Removes staging of a run and scratch folders of committed keys. */
  tidy(run: string): Promise<void>
  /**
   * Holds the right to compute a key, waiting while another living process holds it. Release when done;
   * a dead process's right is taken over.
   */
  claim(key: string, signal?: AbortSignal): Promise<() => void>

  beginRun(run: {
    readonly program: string
    readonly pipeline: string
    readonly params: RunRecord['params']
  }): RunRecord
  endRun(run: string, status: 'success' | 'failure' | 'cancelled'): void
  recordNode(run: string, record: RunNodeRecord): void
  /** Appends one event of a run to its journal file. */
  appendEvent(run: string, event: Json): void
  /** Newest first. */
  runs(limit?: number): readonly RunRecord[]
  runNodes(run: string): readonly RunNodeRecord[]
  events(run: string): readonly Json[]

  recordProcess(run: string, process: ProcessRecord): void
  forgetProcess(run: string, group: number): void
  /** Process groups of runs whose own process is gone. */
  orphans(): readonly ProcessRecord[]

  /** Reads every stored byte, drops what is damaged, and tells what is damaged or no longer needed. */
  verify(): Promise<StoreReport>

  close(): void
}

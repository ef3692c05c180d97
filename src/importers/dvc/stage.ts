import type { Span } from '../../base/source.ts'
import type { YamlEntry } from '../yaml/tree.ts'
import type { ScalarValue } from './variables.ts'

/** A stage of dvc.yaml with everything filled in; a `foreach` or `matrix` has become several. */
export interface Stage {
  /** As DVC calls it: `train@cnn`. */
  readonly name: string
  readonly span: Span
  /** The folder it runs in, from the folder of dvc.yaml; `.` for that folder. */
  readonly folder: string
  /** Each starts a shell of its own. */
  readonly commands: readonly (readonly StagePiece[])[]
  readonly dependencies: readonly StagePath[]
  readonly outputs: readonly StageOutput[]
  readonly params: readonly ParamsUse[]
  readonly frozen: boolean
  readonly alwaysChanged: boolean
  readonly description: string | undefined
}

/** A piece of a command: text, or a value that stood there as `${…}`. */
export type StagePiece = { readonly kind: 'text'; readonly text: string } | ScalarValue

/** A path of a stage, seen from the folder it runs in and from that of dvc.yaml. */
export interface StagePath {
  readonly written: string
  readonly path: string
  readonly span: Span
}

export interface StageOutput extends StagePath {
  readonly kind: 'out' | 'metrics' | 'plot'
  /** `cache`, `persist`, `push`, `remote` and the like. */
  readonly options: readonly YamlEntry[]
}

/** A file of params that the command reads, and the keys that count; all of them when there are none. */
export interface ParamsUse {
  readonly file: StagePath
  readonly keys: readonly string[]
}

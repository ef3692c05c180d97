import type { Dimension } from '../base/units.ts'
import type { ArtifactKind } from './expression.ts'

/** The types of the language. Ranges are inclusive at both ends. */
export type Type =
  | { readonly type: 'int'; readonly min?: number; readonly max?: number }
  | { readonly type: 'float'; readonly min?: number; readonly max?: number }
  | { readonly type: 'bool' }
  | { readonly type: 'string' }
  | { readonly type: 'path' }
  | { readonly type: 'none' }
  | { readonly type: 'secret' }
  /** Anything; only the library's signatures say it. */
  | { readonly type: 'any' }
  | { readonly type: 'quantity'; readonly dimension: Dimension }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | { readonly type: 'list'; readonly of: Type }
  /** `1..5`, both ends included and of one type: the space of a sweep, the replicas of a service. */
  | { readonly type: 'range'; readonly of: Type }
  | { readonly type: 'optional'; readonly of: Type }
  | { readonly type: 'either'; readonly of: readonly Type[] }
  | { readonly type: 'record'; readonly fields: { readonly [name: string]: Type } }
  /** A record with any names and values of one type. */
  | { readonly type: 'map'; readonly of: Type }
  | { readonly type: 'artifact'; readonly artifact: ArtifactKind }
  /** A component of a category: `optimizer`, `metric`, `model`. */
  | { readonly type: 'component'; readonly is: string }
  /** A node of the program, where a field names one. */
  | { readonly type: 'node' }
  /** The name of a column of the node's data. */
  | { readonly type: 'column' }
  /** A record of column names and types; of metrics, records of them and quantities may be among the types. */
  | { readonly type: 'schema'; readonly of?: 'metrics' }
  /** A tensor that only the running node has: `latent`. */
  | { readonly type: 'tensor' }
  /** What `run` says; only the library's signatures say it. */
  | { readonly type: 'command' }

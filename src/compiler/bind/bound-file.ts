import type { Pick } from '../../parser/ast.ts'
import type { Declared, Home } from './declared.ts'

/** The declarations of a file by name, before anything is known of what they say. */
export interface BoundFile {
  readonly file: string
  readonly home: Home
  readonly pipeline?: Declared
  /** Values, nodes and settings; those that are imported among them. */
  readonly values: ReadonlyMap<string, Declared>
  readonly components: ReadonlyMap<string, Declared>
  readonly imported: readonly ImportedName[]
  /** Declarations of which some did not parse: what seems to be missing there may have been lost. */
  readonly damaged: ReadonlySet<Declared>
}

/** A name that a file imports, and what it stands for there: a value, a component, or one of each. */
export interface ImportedName {
  readonly name: string
  /** Of the name in this file. */
  readonly syntax: Pick['name']
  readonly value?: Declared
  readonly component?: Declared
}

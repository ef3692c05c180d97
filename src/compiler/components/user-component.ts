import type { Declaration, Expression } from '../../parser/ast.ts'
import type { Declared, Kind } from '../bind/declared.ts'
import type { Signature } from '../signatures/signature.ts'

/** What stands inside of a component; each use makes a declaration of it. */
export interface Inner {
  readonly name: string
  readonly kind: Kind
  readonly syntax: Declaration
}

/** A component of the user's, read: the same signature that the library's have, and what it stands for. */
export interface UserComponent {
  readonly declared: Declared
  readonly signature: Signature
  readonly params: ReadonlyMap<string, Declaration>
  /** Each after those that it mentions. */
  readonly inner: readonly Inner[]
  /** What a use can be asked for; each has a value. Of components of nodes only. */
  readonly outputs: readonly Declaration[]
  /** What a call stands for; absent for nodes, regulations and implementations. */
  readonly value?: Expression
}

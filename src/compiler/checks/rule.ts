import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'

/** What a rule looks at: a program of which all names and types are settled. */
export interface CheckedProgram {
  readonly context: Context
  readonly elaborated: ReadonlyMap<Declared, Elaborated>
  /** Some of the text did not parse or names did not resolve: what seems unused may be used there. */
  readonly hasErrors: boolean
}

/** One thing that a program must hold to, in one file; the ordered list is in `rules.ts`. */
export type Rule = (program: CheckedProgram, report: (diagnostic: Diagnostic) => void) => void

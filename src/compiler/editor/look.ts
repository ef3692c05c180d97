import type { Type } from '../../ir/type.ts'
import type { Expression } from '../../parser/ast.ts'
import { type Analysis, analyze } from '../compile.ts'
import type { Scope } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'
import type { CompilerHost } from '../host.ts'

/** An expression as it was settled: what it came to, what names mean there, and what its place accepts. */
export interface Settled {
  readonly term: Term
  readonly scope: Scope
  readonly expected: Type | undefined
}

/** A program as an editor sees it: all that is known of it, by the expressions of its text. */
export interface Look extends Analysis {
  readonly file: string
  readonly settled: ReadonlyMap<Expression, Settled>
}

/** Analyzes a program and keeps what each of its expressions came to; `around` settles one place only. */
export function look(host: CompilerHost, file: string, around?: number): Look {
  const settled = new Map<Expression, Settled>()
  const analysis = analyze(host, file, {
    ...(around !== undefined && { around }),
    observe(syntax, scope, expected, term) {
      // A command that is shared by a `let` is settled once for each use: the first stands for all.
      if (!scope.inLibrary && !settled.has(syntax)) settled.set(syntax, { term, scope, expected })
    },
  })
  return { ...analysis, file, settled }
}

import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import type { Location } from '../../base/source.ts'
import { type Declared, isImportable, kindWord } from '../bind/declared.ts'
import type { Context, Scope } from '../elaborate/context.ts'

/**
 * Whether a place may read what a name stands for there, and says so where not: a component sees only what it is given,
 * and what is imported can't bring another program's params and nodes along.
 */
export function mayRead(context: Context, declared: Declared, scope: Scope, location: Location): boolean {
  const { home, kind, name } = declared
  const isHere = home === scope.home
  if (isHere && home.isPart) return true
  if (isImportable(kind) || kind === 'lost') return true
  const related = [{ message: `\`${name}\` is declared here`, location: declared.location }]
  const word = kindWord(declared)
  const problem = isHere
    ? diagnose(
        moduleProblems.importReads,
        { reader: scope.owner?.name ?? name, name, kind: word },
        location,
        { related },
      )
    : diagnose(moduleProblems.componentReads, { name, kind: word }, location, { related })
  context.report(problem)
  return false
}

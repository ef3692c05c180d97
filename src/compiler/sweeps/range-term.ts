import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { BinaryExpression } from '../../parser/ast.ts'
import { applied } from '../elaborate/apply.ts'
import type { Context, Scope } from '../elaborate/context.ts'
import { describeTerm } from '../elaborate/describe.ts'
import { broken, type Term } from '../elaborate/term.ts'
import { isNumeric, join } from '../elaborate/type-relations.ts'

/** `1..5` where a range is wanted: all that lies between, both ends included. */
export function rangeTerm(context: Context, syntax: BinaryExpression, scope: Scope): Term {
  const location = at(scope.file, syntax)
  const low = context.expression(syntax.left, scope)
  const high = context.expression(syntax.right, scope)
  if (low.broken || high.broken) return broken(location)
  if (isNumeric(low.type) && isNumeric(high.type)) {
    const of = { type: join(low.type, high.type).type === 'int' ? 'int' : 'float' } as const
    return applied(context, location, '..', { type: 'range', of }, [low, high])
  }
  const parameters = { operator: '..', left: describeTerm(low), right: describeTerm(high) }
  context.report(diagnose(typeProblems.operands, parameters, location))
  return broken(location)
}

import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Type } from '../../ir/type.ts'
import type { Expression, RecordExpression } from '../../parser/ast.ts'
import { kindWord } from '../bind/declared.ts'
import { assign } from '../elaborate/assign.ts'
import { recordOf } from '../elaborate/compose.ts'
import type { Context, Scope } from '../elaborate/context.ts'
import { describeTerm, describeType } from '../elaborate/describe.ts'
import { seedType } from '../elaborate/roots.ts'
import { broken, type Term } from '../elaborate/term.ts'
import { fits, isNumeric, join } from '../elaborate/type-relations.ts'

/** `over`: for each param a list of its values, a range, or a space to draw from. */
export function overTerm(context: Context, syntax: Expression, scope: Scope): Term {
  const record = opened(syntax)
  if (record.kind !== 'record') {
    context.report(diagnose(sweepProblems.notWrittenOut, { field: 'over' }, at(scope.file, syntax)))
    return broken(at(scope.file, syntax))
  }
  return paramRecord(context, record, scope, (value, type, name) =>
    spaceTerm(context, value, scope, type, name),
  )
}

/** `fix`: values of params, written out or those of another sweep's winner. */
export function fixTerm(context: Context, syntax: Expression, scope: Scope): Term {
  const record = opened(syntax)
  if (record.kind === 'record') {
    return paramRecord(context, record, scope, (value, type, name) =>
      assign(context, context.expression(value, scope, type), type, `\`${name}\``),
    )
  }
  const term = context.expression(syntax, scope)
  if (term.broken || term.type.type === 'record') return term
  context.report(diagnose(sweepProblems.notAWinner, { found: describeTerm(term) }, term.location))
  return broken(term.location)
}

function opened(syntax: Expression): Expression {
  return syntax.kind === 'group' ? opened(syntax.inner) : syntax
}

/** A record whose names are params: each value is settled against its param's type. */
function paramRecord(
  context: Context,
  record: RecordExpression,
  scope: Scope,
  settle: (value: Expression, type: Type, name: string) => Term,
): Term {
  const fields = new Map<string, Term>()
  const keys = new Map<string, Location>()
  for (const item of record.items) {
    if (item.kind !== 'entry') {
      const kind = item.kind === 'declaration' ? item.head.text : 'import'
      context.report(diagnose(nameProblems.misplacedDeclaration, { kind }, at(scope.file, item)))
      continue
    }
    const name = item.key.kind === 'identifier' ? item.key.text : item.key.value
    const location = at(scope.file, item.key)
    if (fields.has(name)) {
      context.report(diagnose(nameProblems.duplicateField, { name }, location))
      continue
    }
    const type = typeOfParam(context, name, location, scope)
    fields.set(name, type ? settle(item.value, type, name) : broken(location))
    keys.set(name, location)
  }
  return recordOf(at(scope.file, record), fields, keys)
}

/** The type of a param of the program, or of `seed`. */
function typeOfParam(context: Context, name: string, location: Location, scope: Scope): Type | undefined {
  if (name === 'seed') return seedType
  const { names } = scope.home
  const declared = names.get(name)
  if (declared?.kind === 'param') {
    scope.refer(declared, location)
    return context.elaborated(declared)?.type
  }
  const params = [...names.keys()].filter((known) => names.get(known)?.kind === 'param')
  const suggestion = declared ? undefined : context.suggest(name, [...params, 'seed'])
  const kind = declared && kindWord(declared)
  context.report(diagnose(sweepProblems.notAParam, { name, kind, suggestion }, location))
  return undefined
}

function spaceTerm(context: Context, syntax: Expression, scope: Scope, type: Type, name: string): Term {
  const list: Type = { type: 'list', of: type }
  const space: Type = { type: 'component', is: 'space' }
  const wanted: Type = {
    type: 'either',
    of: isNumeric(type) ? [list, { type: 'range', of: type }, space] : [list, space],
  }
  const what = `\`${name}\``
  const term = assign(context, context.expression(syntax, scope, wanted), wanted, what)
  return drawn(context, term, type, name)
}

/** Holds what a space gives against the type of the param, whichever way an `if` goes. */
function drawn(context: Context, term: Term, type: Type, name: string): Term {
  const { structure } = term
  if (structure?.kind === 'conditional') {
    drawn(context, structure.yes, type, name)
    drawn(context, structure.no, type, name)
    return term
  }
  if (term.broken || structure?.kind !== 'component') return term
  const space = structure.signature.name
  const values = structure.arguments.get('values')
  if (values) {
    const fitting = assign(context, values, { type: 'list', of: type }, `\`${name}\``)
    return fitting.broken ? broken(term.location) : term
  }
  const gives = numbersOf(space, structure.arguments)
  if (!fits(gives, type)) {
    const parameters = {
      space,
      gives: gives.type === 'int' ? 'whole numbers' : 'numbers',
      name,
      wanted: describeType(type),
    }
    context.report(diagnose(sweepProblems.spaceGives, parameters, term.location))
    return broken(term.location)
  }
  const range = structure.arguments.get('range')
  if (range && isNumeric(type)) assign(context, range, { type: 'range', of: type }, `\`${name}\``)
  return term
}

/** Whole numbers from `log_int`, and from `quantized` when its ends and its step are. */
function numbersOf(space: string, parts: ReadonlyMap<string, Term>): Type {
  if (space === 'log_int') return { type: 'int' }
  const range = parts.get('range')?.type
  const step = parts.get('step')?.type
  if (space !== 'quantized' || range?.type !== 'range' || !step) return { type: 'float' }
  return join(range.of, step).type === 'int' ? { type: 'int' } : { type: 'float' }
}

import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Expression, Template, TemplateText } from '../../parser/ast.ts'
import { applied } from './apply.ts'
import { reportSecret } from './assign.ts'
import type { Context, Scope } from './context.ts'
import { describeTerm } from './describe.ts'
import { broken, constant, type Term } from './term.ts'
import { alternativesOf, isNumeric, isText } from './type-relations.ts'

/** Literal texts and holes in turn, a text at each end: the form in which both texts and commands are kept. */
export interface AlternatingParts {
  readonly texts: readonly TemplateText[]
  readonly holes: readonly Expression[]
}

/** Brings a template's parts into alternation: between two holes there is an empty text. */
export function alternating(template: Template): AlternatingParts {
  const texts: TemplateText[] = []
  const holes: Expression[] = []
  const empty = (position: number): TemplateText => ({
    kind: 'text',
    value: '',
    start: position,
    end: position,
  })
  for (const part of template.parts) {
    if (part.kind === 'text') {
      const last = texts.at(-1)
      if (last && texts.length > holes.length)
        texts[texts.length - 1] = { ...last, value: last.value + part.value, end: part.end }
      else texts.push(part)
    } else {
      if (texts.length === holes.length) texts.push(empty(part.start))
      holes.push(part)
    }
  }
  if (texts.length === holes.length) texts.push(empty(template.end))
  return { texts, holes }
}

/** A string with holes: texts, numbers and quantities can stand in it. */
export function templateTerm(context: Context, syntax: Template, scope: Scope): Term {
  const { texts, holes } = alternating(syntax)
  const parts: Term[] = []
  let sound = true
  for (const [index, text] of texts.entries()) {
    parts.push(textPart(text, at(scope.file, text)))
    const hole = holes[index]
    if (!hole) continue
    const term = context.expression(hole, scope)
    if (!isTextual(context, term)) sound = false
    parts.push(term)
  }
  const location = at(scope.file, syntax)
  return sound ? applied(context, location, 'text', { type: 'string' }, parts) : broken(location)
}

/** A literal piece of a template. */
export function textPart(text: TemplateText, location: Location): Term {
  return constant(location, { type: 'string' }, text.value)
}

function isTextual(context: Context, term: Term): boolean {
  if (term.broken) return false
  if (term.secrets.length > 0) {
    reportSecret(context, term, 'in a text')
    return false
  }
  const textual = alternativesOf(term.type).every(
    (type) => isText(type) || isNumeric(type) || type.type === 'bool' || type.type === 'quantity',
  )
  if (textual) return true
  const parameters = { found: describeTerm(term), hint: hintFor(term) }
  context.report(diagnose(typeProblems.notText, parameters, term.location))
  return false
}

function hintFor(term: Term): string | undefined {
  const types = alternativesOf(term.type)
  if (types.some((type) => type.type === 'none')) return 'Say what stands there instead: `or_else(x, "…")`.'
  if (types.some((type) => type.type === 'artifact'))
    return 'Files have a path only inside of a `step`, as a word of `run` or a value of `env`.'
  if (types.some((type) => type.type === 'list')) return 'Join the items: `join(list, ", ")`.'
  return undefined
}

import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { isGlob } from '../../base/glob.ts'
import type { Location } from '../../base/source.ts'
import type { Dimension } from '../../base/units.ts'
import type { Type } from '../../ir/type.ts'
import type { Expression, StringLiteral, Template, TemplateText } from '../../parser/ast.ts'
import { wordType } from '../signatures/type-words.ts'
import { reportSecret } from './assign.ts'
import { conditionalOf, listOf } from './compose.ts'
import type { Context, Scope } from './context.ts'
import { describeTerm } from './describe.ts'
import { assignCondition } from './operators.ts'
import { areWords, holePlaces } from './shell-scanner.ts'
import { alternating, textPart } from './template.ts'
import { broken, composite, knownValue, type Term } from './term.ts'
import { alternativesOf, fits } from './type-relations.ts'

const commandType: Type = { type: 'command' }

/**
 * What `run` says. A text becomes `shell` of literal texts and holes in turn, so that whoever runs it can quote the
 * holes; a list of words becomes a list.
 */
export function commandTerm(context: Context, syntax: Expression, scope: Scope): Term {
  const location = at(scope.file, syntax)
  const written = writtenOut(syntax, scope)
  if (written.kind === 'list') return wordsCommand(context, written.items, scope, location)
  if (written.kind === 'string' || written.kind === 'template') {
    return shellCommand(context, written, scope, location)
  }
  if (written.kind === 'conditional') {
    const condition = assignCondition(context, context.expression(written.condition, scope))
    const yes = commandTerm(context, written.yes, scope)
    const no = commandTerm(context, written.no, scope)
    return conditionalOf(
      composite(location, yes.type, yes.expression, [condition, yes, no]),
      condition,
      yes,
      no,
    )
  }
  if (!context.expression(syntax, scope).broken) {
    context.report(diagnose(typeProblems.commandWrittenOut, {}, location))
  }
  return broken(location)
}

/** Looks through parentheses and the names of `let`s, so that a shared command is treated as if it stood here. */
function writtenOut(syntax: Expression, scope: Scope): Expression {
  let written = syntax
  const seen = new Set<Expression>()
  while (!seen.has(written)) {
    seen.add(written)
    if (written.kind === 'group') written = written.inner
    if (written.kind !== 'name') continue
    const declared = scope.home.names.get(written.text)
    if (declared?.kind !== 'let' || !declared.syntax.value) break
    scope.refer(declared, at(scope.file, written))
    written = declared.syntax.value
  }
  return written
}

function wordsCommand(
  context: Context,
  items: readonly Expression[],
  scope: Scope,
  location: Location,
): Term {
  const terms = items.map((item) => wordTerm(context, item, scope))
  const [first] = terms
  if (!first || knownValue(first) === '') context.report(diagnose(typeProblems.emptyCommand, {}, location))
  const list = listOf(location, terms)
  const expression = { op: 'list', items: terms.map((term) => term.expression) } as const
  return { ...list, type: commandType, expression }
}

function shellCommand(
  context: Context,
  written: StringLiteral | Template,
  scope: Scope,
  location: Location,
): Term {
  const literal: TemplateText = { kind: 'text', value: '', start: written.start, end: written.end }
  const { texts, holes } =
    written.kind === 'string'
      ? { texts: [{ ...literal, value: written.value }], holes: [] }
      : alternating(written)
  const literals = texts.map((text) => text.value)
  const places = holePlaces(literals)
  const whole = areWords(literals)
  const parts: Term[] = []
  for (const [index, text] of texts.entries()) {
    parts.push(textPart(text, at(scope.file, text)))
    const hole = holes[index]
    if (!hole) continue
    const place = places[index] ?? 'word'
    if (place === 'unclear') context.report(diagnose(typeProblems.holeUnclear, {}, at(scope.file, hole)))
    else if (place !== 'word')
      context.report(diagnose(typeProblems.holeInQuotes, { quote: place }, at(scope.file, hole)))
    const word = wordTerm(context, hole, scope)
    if (place === 'word' && !whole[index] && maybeSeveral(word)) {
      context.report(diagnose(typeProblems.listInWord, {}, at(scope.file, hole)))
    }
    parts.push(word)
  }
  if (holes.length === 0 && texts.every((text) => text.value.trim() === '')) {
    context.report(diagnose(typeProblems.emptyCommand, {}, location))
  }
  const expression = {
    op: 'apply',
    function: 'shell',
    arguments: parts.map((part) => part.expression),
  } as const
  return composite(location, commandType, expression, parts)
}

/** A list, and the files that a glob meets, become as many words as there are. */
function maybeSeveral(word: Term): boolean {
  const value = knownValue(word)
  if (typeof value === 'object' && value !== null && '$file' in value) return isGlob(String(value.$file))
  return !word.broken && alternativesOf(word.type).some((type) => type.type === 'list')
}

/** A value that a command gets as text. */
export function wordTerm(context: Context, syntax: Expression, scope: Scope): Term {
  const term = context.expression(syntax, scope, wordType)
  if (term.broken) return term
  if (term.secrets.length > 0) return reportSecret(context, term, 'in a command')
  const quantity = quantityIn(term.type)
  if (quantity) {
    const how = plainNumber[quantity]
    context.report(diagnose(typeProblems.quantityWord, { how }, term.location))
    return broken(term.location)
  }
  if (term.structure?.kind === 'node' || !fits(term.type, wordType)) {
    context.report(diagnose(typeProblems.notAWord, { found: describeTerm(term) }, term.location))
    return broken(term.location)
  }
  return term
}

/** How a quantity becomes a number, by its dimension. */
const plainNumber: Readonly<Record<Dimension, string>> = {
  duration: 'seconds(…)',
  bytes: 'bytes(…)',
  epochs: '… / 1 epoch',
  steps: '… / 1 step',
}

/** The dimension of a quantity that a value may hold at any depth: a command would not know its unit. */
function quantityIn(type: Type): Dimension | undefined {
  for (const alternative of alternativesOf(type)) {
    if (alternative.type === 'quantity') return alternative.dimension
    const inside =
      alternative.type === 'list' || alternative.type === 'map'
        ? [alternative.of]
        : alternative.type === 'record'
          ? Object.values(alternative.fields)
          : []
    for (const part of inside) {
      const found = quantityIn(part)
      if (found) return found
    }
  }
  return undefined
}

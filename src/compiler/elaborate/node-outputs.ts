import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Expression } from '../../ir/expression.ts'
import { nodeId } from '../../ir/node-id.ts'
import type { Type } from '../../ir/type.ts'
import type { Identifier } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'
import { noData, withoutEvaluated } from '../leaks/data-use.ts'
import type { Context, Scope } from './context.ts'
import { broken, leaf, type Term } from './term.ts'

/** The output of a step or of an unsplit dataset that may be named by the node alone. */
export function soleOutput(context: Context, node: Declared): string | undefined {
  if (node.kind !== 'step' && node.kind !== 'dataset') return undefined
  const outputs = context.elaborated(node)?.outputs
  const [only] = outputs?.keys() ?? []
  return outputs?.size === 1 ? only : undefined
}

/** `fit.val.loss`: an output of a node and what is in it. A node with one output may leave its name out. */
export function outputTerm(
  context: Context,
  node: Declared,
  path: readonly Identifier[],
  scope: Scope,
  location: Location,
): Term {
  const elaborated = context.elaborated(node)
  if (!elaborated) return broken(location)
  const [first] = path
  if (!first) return broken(location)
  const { outputs } = elaborated
  const sole = outputs.has(first.text) ? undefined : soleRecord(context, node, first.text)
  const name = sole ?? first.text
  const entry = outputs.get(name)
  if (!entry) {
    if (!brokenOutputs(elaborated.given)) reportUnknown(context, node, first, [...outputs.keys()], scope)
    return broken(location)
  }
  const text = `${node.name}.${path.map((part) => part.text).join('.')}`
  const rest = sole === undefined ? path.slice(1) : path
  const reached = follow(context, entry.type, rest, text, scope)
  if (!reached) return broken(location)
  const expression = expressionFor(nodeId(node.path), name, rest, reached.direct)
  const own = leaf(location, reached.type, expression, 'result', { text, node: node.name })
  const term = { ...own, axes: elaborated.axes }
  const facts = rest.length === 0 ? entry.facts : undefined
  if (!facts && !entry.data) return term
  const isChosen = rest.length > 0 && reached.type.type === 'artifact'
  const data = isChosen ? withoutEvaluated(entry.data ?? noData) : (entry.data ?? noData)
  return { ...term, data, facts }
}

/** `judged.accuracy` for `judged.result.accuracy` where `result` is all that the step makes. */
function soleRecord(context: Context, node: Declared, field: string): string | undefined {
  const sole = soleOutput(context, node)
  const type = sole === undefined ? undefined : context.elaborated(node)?.outputs.get(sole)?.type
  return type?.type === 'record' && Object.hasOwn(type.fields, field) ? sole : undefined
}

/** The outputs of a node whose own fields are wrong are not known: one mistake makes one diagnostic. */
function brokenOutputs(given: ReadonlyMap<string, Term>): boolean {
  return ['outputs', 'metrics', 'split', 'from', 'validate'].some((name) => given.get(name)?.broken)
}

interface Reached {
  readonly type: Type
  /** How many names lead through records: the rest is the same field of each item of a list. */
  readonly direct: number
}

function follow(
  context: Context,
  type: Type,
  path: readonly Identifier[],
  text: string,
  scope: Scope,
): Reached | undefined {
  let reached = type
  let direct = path.length
  let lists = 0
  for (const [index, property] of path.entries()) {
    if (reached.type === 'any') return undefined
    while (reached.type === 'list') {
      reached = reached.of
      direct = Math.min(direct, index)
      lists++
    }
    const known = reached.type === 'record' ? reached.fields : {}
    const next = Object.hasOwn(known, property.text) ? known[property.text] : undefined
    if (!next) {
      const names = Object.keys(known)
      const owner = `\`${text
        .split('.')
        .slice(0, -(path.length - index))
        .join('.')}\``
      const parameters = {
        name: property.text,
        owner,
        known: names,
        suggestion: context.suggest(property.text, names),
      }
      context.report(diagnose(nameProblems.unknownMember, parameters, at(scope.file, property)))
      return undefined
    }
    reached = next
  }
  for (; lists > 0; lists--) reached = { type: 'list', of: reached }
  return { type: reached, direct }
}

function expressionFor(
  node: string,
  output: string,
  path: readonly Identifier[],
  direct: number,
): Expression {
  const names = path.map((property) => property.text)
  const expression: Expression = { op: 'output', node, path: [output, ...names.slice(0, direct)] }
  return names
    .slice(direct)
    .reduce<Expression>((object, field) => ({ op: 'select', object, field }), expression)
}

function reportUnknown(
  context: Context,
  node: Declared,
  property: Identifier,
  known: readonly string[],
  scope: Scope,
): void {
  const location = at(scope.file, property)
  if (node.kind === 'dataset' && known.includes('all') && ['train', 'val', 'test'].includes(property.text)) {
    context.report(diagnose(typeProblems.noParts, { dataset: node.name, part: property.text }, location))
    return
  }
  const parameters = {
    name: property.text,
    node: node.name,
    known,
    suggestion: context.suggest(property.text, known),
  }
  context.report(diagnose(nameProblems.unknownOutput, parameters, location))
}

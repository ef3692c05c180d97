import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import type { Type } from '../../ir/type.ts'
import type { CallExpression, Expression, Item } from '../../parser/ast.ts'
import type { Kind } from '../bind/declared.ts'
import { expressionsIn } from '../bind/syntax-children.ts'
import type { Context, OutputEntry, Outputs, Scope } from '../elaborate/context.ts'
import { describeTerm } from '../elaborate/describe.ts'
import { broken, composite, type Term } from '../elaborate/term.ts'

/** The kinds of nodes that can have an instance for each element of a list. */
export const fansOut: ReadonlySet<Kind> = new Set<Kind>(['dataset', 'train', 'evaluate', 'step'])

/** `each(list)`: in every instance of the node another element; it bears the name of the place where it stands. */
export function eachTerm(context: Context, syntax: CallExpression, scope: Scope, expected?: Type): Term {
  const location = at(scope.file, syntax)
  const [argument, second] = syntax.arguments
  const wanted = expected && ({ type: 'list', of: expected } as const)
  const of = argument && context.expression(argument.value, scope, wanted)
  if (of?.broken) return broken(location)
  if (!of || second || argument.name || of.type.type !== 'list') {
    const found = of && !second ? describeTerm(of) : second ? 'several' : 'nothing'
    context.report(diagnose(sweepProblems.eachList, { found }, location))
    return broken(location)
  }
  if (!scope.lists) {
    context.report(diagnose(sweepProblems.eachHere, {}, at(scope.file, syntax.callee)))
    return broken(location)
  }
  const name = freeName(placeOf(syntax, scope), scope.lists, of)
  const term = elementOf({ ...of, location }, of.type.of, name)
  scope.lists.set(name, of)
  return term
}

/** The element of a list that stands in an instance. */
function elementOf(list: Term, type: Type, name: string): Term {
  const { structure, location } = list
  const [first] = structure?.kind === 'list' ? structure.items : []
  const expression = { op: 'each', name, of: list.expression } as const
  const element = composite(location, type, expression, [list], { kind: 'each', name, of: list })
  return { ...element, facts: list.facts ?? first?.facts }
}

/** The same `each` around a list whose items were settled; what accepts anything says nothing new of them. */
export function eachAround(term: Term, name: string, of: Term): Term {
  if (of.broken) return broken(term.location)
  const settled = of.type.type === 'list' && of.type.of.type !== 'any' ? of.type.of : term.type
  return { ...elementOf({ ...of, location: term.location }, settled, name), facts: term.facts }
}

/** Every output of a node with `each` is a list, one item an instance. */
export function fannedOut(outputs: Outputs): Outputs {
  const entries = new Map<string, OutputEntry>()
  for (const [name, entry] of outputs) entries.set(name, { ...entry, type: { type: 'list', of: entry.type } })
  return entries
}

/** The names that lead to a place in a body, without `inputs`: `model`, or `task` in `inputs: { task: each(…) }`. */
function placeOf(syntax: CallExpression, { owner }: Scope): string {
  const path = pathIn(owner?.syntax.body?.items ?? [], syntax)
  const named = path[0] === 'inputs' ? path.slice(1) : path
  return named.length === 0 ? 'each' : named.join('_')
}

function pathIn(items: readonly Item[], wanted: Expression): readonly string[] {
  for (const item of items) {
    if (item.kind !== 'entry') continue
    const key = item.key.kind === 'identifier' ? item.key.text : item.key.value
    const inside = pathInValue(item.value, wanted)
    if (inside) return [key, ...inside]
  }
  return []
}

function pathInValue(value: Expression, wanted: Expression): readonly string[] | undefined {
  if (value === wanted) return []
  if (value.kind === 'record') {
    const path = pathIn(value.items, wanted)
    return path.length > 0 ? path : undefined
  }
  for (const child of expressionsIn(value)) {
    const path = pathInValue(child, wanted)
    if (path) return path
  }
  return undefined
}

/** A second `each` at a place is told apart by a number; one that is settled anew is the same. */
function freeName(name: string, taken: ReadonlyMap<string, Term>, list: Term): string {
  const isFree = (candidate: string) => {
    const other = taken.get(candidate)?.location
    return !other || (other.start === list.location.start && other.file === list.location.file)
  }
  let free = name
  for (let number = 2; !isFree(free); number++) free = `${name}_${number}`
  return free
}

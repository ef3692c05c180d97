import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import { nodeId } from '../../ir/node-id.ts'
import type { Type } from '../../ir/type.ts'
import type { Identifier } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context, Scope } from '../elaborate/context.ts'
import { broken, constant, movedTo, type Term } from '../elaborate/term.ts'
import { alternativesOf } from '../elaborate/type-relations.ts'

/** A use of a component by its name alone: the node where nodes are wanted, else its only output, or its value. */
export function useTerm(
  context: Context,
  use: Declared,
  location: Location,
  expected: Type | undefined,
): Term {
  const elaborated = context.elaborated(use)
  if (elaborated?.value) return movedTo(elaborated.value, location)
  if (!elaborated?.use) return broken(location)
  const wantsNode = expected && alternativesOf(expected).some((type) => type.type === 'node')
  const { outputs } = elaborated.use
  const [only] = outputs.values()
  if (!wantsNode && only && outputs.size === 1) return movedTo(only, location)
  const structure = { kind: 'node', node: use } as const
  return { ...constant(location, { type: 'node' }, use.name), structure }
}

/** `sft.model`: what a use of a component says of it. */
export function useOutput(
  context: Context,
  use: Declared,
  property: Identifier,
  scope: Scope,
  location: Location,
): Term {
  const outputs = context.elaborated(use)?.use?.outputs
  if (!outputs) return broken(location)
  const { text } = property
  const term = outputs.get(text)
  if (term) noteInner(context, use, term.expression, scope, location)
  if (term)
    return {
      ...movedTo(term, location),
      ...(term.cause && { cause: { text: `${use.name}.${text}`, node: use.name } }),
    }
  const known = [...outputs.keys()]
  const parameters = { name: text, node: use.name, known, suggestion: context.suggest(text, known) }
  context.report(diagnose(nameProblems.unknownOutput, parameters, at(scope.file, property)))
  return broken(location)
}

/** Who reads an output of a use reads the node inside that makes it. */
function noteInner(
  context: Context,
  use: Declared,
  expression: Term['expression'],
  scope: Scope,
  location: Location,
): void {
  if (expression.op !== 'output') return
  const { node } = expression
  for (const inner of context.elaborated(use)?.use?.inside ?? []) {
    if (nodeId(inner.path) === node) scope.refer(inner, location)
    else if (inner.kind === 'use') noteInner(context, inner, expression, scope, location)
  }
}

import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import { closest } from '../../base/suggestion.ts'
import { evaluate } from '../../ir/evaluate.ts'
import type { Expression, Value } from '../../ir/expression.ts'
import { walk } from '../../ir/graph.ts'
import type { Param, Program } from '../../ir/program.ts'
import { conform } from './param-value.ts'

/** Values for params as a person wrote them: JSON-like, quantities as texts such as `5m`. */
export type Overrides = ReadonlyMap<string, unknown>

/** Every param with its value: what the user set, held against its type, else its default. */
export function bindParams(
  program: Program,
  overrides: Overrides = new Map(),
): Result<ReadonlyMap<string, Value>> {
  const problems: Diagnostic[] = []
  const values = new Map<string, Value>()
  const byName = new Map(program.params.map((param) => [param.name, param]))
  for (const [name, given] of overrides) {
    const param = byName.get(name)
    if (!param) {
      const known = [...byName.keys()]
      problems.push(diagnose(runProblems.unknownParam, { name, suggestion: closest(name, known), known }))
      continue
    }
    const fit = conform(given, param.type)
    if (fit.ok) values.set(name, fit.value)
    else problems.push(diagnose(runProblems.unfitParam, { name, ...fit }))
  }
  // A default that reads a param which was set badly would only repeat the trouble.
  if (problems.length > 0) return failed(...problems)
  for (const param of defaultsInOrder(program.params)) {
    if (values.has(param.name) || overrides.has(param.name)) continue
    const value = defaultOf(param, values)
    if (value.ok) values.set(param.name, value.value)
    else problems.push(...value.diagnostics)
  }
  return problems.length > 0 ? failed(...problems) : ok(values)
}

/** Params so ordered that each comes after those that its default reads. */
function defaultsInOrder(params: readonly Param[]): readonly Param[] {
  const byName = new Map(params.map((param) => [param.name, param]))
  const order = new Set<Param>()
  const visit = (param: Param, path: ReadonlySet<Param>): void => {
    if (order.has(param) || path.has(param)) return
    const inside = new Set([...path, param])
    for (const name of read(param.default)) {
      const other = byName.get(name)
      if (other) visit(other, inside)
    }
    order.add(param)
  }
  for (const param of params) visit(param, new Set())
  return [...order]
}

function read(expression: Expression | undefined): readonly string[] {
  const names: string[] = []
  if (expression) walk(expression, (inner) => inner.op === 'param' && names.push(inner.name))
  return names
}

function defaultOf(param: Param, params: ReadonlyMap<string, Value>): Result<Value> {
  // A param without a default is evaluated as itself, which says that it is not set.
  const expression: Expression = param.default ?? { op: 'param', name: param.name }
  const value = evaluate(expression, { params, fact: () => undefined, output: () => ({ state: 'unknown' }) })
  if (value.state === 'failed') return failed(...value.diagnostics)
  if (value.state === 'known') return ok(value.value)
  throw new Error(`the default of ${param.name} reads the node ${value.node}`)
}

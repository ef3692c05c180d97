import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { type Environment, evaluate, isPending } from '../../ir/evaluate.ts'
import type { Value } from '../../ir/expression.ts'
import { describeValue, isQuantity } from '../../ir/functions.ts'
import type { Executor } from './executor.ts'

type Fields = { readonly [name: string]: Value }

/** One that may be chosen. */
interface Candidate {
  readonly name: string
  /** Where it is, or judges, one. */
  readonly model?: Value
  readonly metrics: Fields
}

/** What came of holding a candidate against the conditions and the value of a score. */
type Judged =
  | { readonly is: 'fit'; readonly candidate: Candidate; readonly value: number }
  | { readonly is: 'unfit'; readonly candidate: Candidate; readonly failed: readonly string[] }
  | { readonly is: 'broken'; readonly diagnostics: readonly Diagnostic[] }

/** Scores: the best of the candidates that meet every condition; the first of equals. */
export const executeScore: Executor = async ({ node, config }, { environment }) => {
  const candidates = config.from as unknown as readonly Candidate[]
  const judged = candidates.map((candidate) => new Judge(node.id, candidate, environment).judge(config))
  const problems = judged.flatMap((result) => (result.is === 'broken' ? result.diagnostics : []))
  if (problems.length > 0) return { ok: false, diagnostics: problems }
  let best: Extract<Judged, { is: 'fit' }> | undefined
  for (const result of judged) if (result.is === 'fit' && (!best || result.value > best.value)) best = result
  if (!best) {
    const failures = judged.flatMap((result) =>
      result.is === 'unfit' ? [`${result.candidate.name}: ${result.failed.join(', ')} does not hold`] : [],
    )
    return { ok: false, diagnostics: [diagnose(runProblems.noCandidate, { node: node.id, failures })] }
  }
  const { name, model, metrics } = best.candidate
  const chosen = { ...metrics, ...(model !== undefined && { model }), name }
  return { ok: true, outputs: { chosen, value: best.value } }
}

/** Evaluates what a score says of candidates, with the metrics of one of them as ambient names. */
class Judge {
  private readonly node: string
  private readonly candidate: Candidate
  private readonly environment: Environment
  private readonly problems: Diagnostic[] = []

  constructor(node: string, candidate: Candidate, environment: Environment) {
    this.node = node
    this.candidate = candidate
    this.environment = { ...environment, ambient: (name) => follow(candidate.metrics, name.split('.')) }
  }

  judge({ where, value }: Fields): Judged {
    const { candidate } = this
    const failed = Object.entries((where ?? {}) as Fields)
      .filter(([name, condition]) => this.now(`where.${name}`, condition, isBoolean) === false)
      .map(([name]) => `\`${name}\``)
    const amount = failed.length > 0 ? undefined : this.now('value', value, isNumber)
    if (this.problems.length > 0) return { is: 'broken', diagnostics: this.problems }
    return amount === undefined ? { is: 'unfit', candidate, failed } : { is: 'fit', candidate, value: amount }
  }

  private now<T>(
    field: string,
    given: Value | undefined,
    convert: (value: Value) => T | undefined,
  ): T | undefined {
    const result = isPending(given ?? null)
      ? evaluate((given as { readonly $pending: never }).$pending, this.environment)
      : ({ state: 'known', value: given ?? null } as const)
    if (result.state === 'failed') {
      this.problems.push(...result.diagnostics)
      return undefined
    }
    const converted = result.state === 'known' ? convert(result.value) : undefined
    if (converted === undefined) {
      const found = result.state === 'known' ? describeValue(result.value) : 'unknown'
      const parameters = { node: this.node, candidate: this.candidate.name, field, found }
      this.problems.push(diagnose(runProblems.unfitScore, parameters))
    }
    return converted
  }
}

function isBoolean(value: Value): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** A quantity is compared by its amount in the base unit. */
function isNumber(value: Value): number | undefined {
  if (isQuantity(value)) return value.amount
  return typeof value === 'number' ? value : undefined
}

function follow(value: Value | Fields, path: readonly string[]): Value | undefined {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return follow((value as Fields)[name] ?? null, rest)
}

import { diagnose } from '../../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../../base/diagnostics/learning-problems.ts'
import { type Environment, evaluate } from '../../../ir/evaluate.ts'
import type { ComponentValue, Expression, Value } from '../../../ir/expression.ts'
import { argumentsOf, isComponent, lookUp } from '../../component.ts'
import { TaskFailure } from '../../failure.ts'
import type { Signals } from '../signals.ts'
import { ambientNames } from './expression-names.ts'
import type { LimitMemory } from './limit.ts'
import { limits } from './limits.ts'
import { betterDirection, type Regulation } from './regulation.ts'

/** What a regulation has seen and done so far. JSON: it goes into checkpoints. */
export interface RegulationRecord {
  readonly observed: number
  readonly within: number
  /** Times it went back to a saved state. */
  readonly restores: number
  /** It was out of its limit at the last look. */
  readonly outside: boolean
  readonly memory: LimitMemory
}

/** A regulation that is out of its limit. */
export interface Excursion {
  readonly regulation: Regulation
  readonly value: number
  readonly limit: ComponentValue
  /** What to do; absent where it only measures. */
  readonly response?: ComponentValue
  /** It was within its limit at the look before. */
  readonly isNew: boolean
}

const untouched: RegulationRecord = { observed: 0, within: 0, restores: 0, outside: false, memory: {} }

/** Looks at the signals for all regulations of a training, and keeps the count of how they comply. */
export class Regulator {
  private readonly regulations: readonly Regulation[]
  private records = new Map<string, RegulationRecord>()

  constructor(regulations: readonly Regulation[]) {
    this.regulations = regulations
  }

  /** Every regulation that is due, looked at in order; those out of their limits come back. */
  observe(due: 'step' | 'epoch', signals: Signals, epoch: number, step: number): readonly Excursion[] {
    const excursions: Excursion[] = []
    for (const regulation of this.regulations) {
      if (regulation.each !== due) continue
      const excursion = this.look(regulation, signals, epoch, step)
      if (excursion) excursions.push(excursion)
    }
    return excursions
  }

  private look(regulation: Regulation, signals: Signals, epoch: number, step: number): Excursion | undefined {
    const before = this.record(regulation.name)
    const value = observed(regulation, signals)
    const limit = resolved(regulation, regulation.limit, signals)
    if (!isComponent(limit)) throw new Error(`the limit of ${regulation.name} is no component`)
    const observation = { value, epoch, step, better: betterDirection(regulation) }
    const { within, memory } = lookUp(limits, 'limit', limit).check(
      observation,
      argumentsOf(limit),
      before.memory,
    )
    this.records.set(regulation.name, {
      ...before,
      observed: before.observed + 1,
      within: before.within + (within ? 1 : 0),
      outside: !within,
      memory,
    })
    if (within) return undefined
    const response = regulation.responds ? resolved(regulation, regulation.respond, signals) : null
    const excursion = { regulation, value, limit, isNew: !before.outside }
    return isComponent(response) ? { ...excursion, response } : excursion
  }

  /** Notes that a regulation went back to a saved state, and lets its patience start anew. */
  restored(name: string): void {
    const record = this.record(name)
    const { best } = record.memory
    this.records.set(name, {
      ...record,
      restores: record.restores + 1,
      memory: best === undefined ? {} : { best },
    })
  }

  restores(name: string): number {
    return this.record(name).restores
  }

  /** The share of looks that found a regulation within its limit, by name; 1 where there was none. */
  compliance(): { readonly [name: string]: number } {
    const shares = this.regulations.map(({ name }) => {
      const { observed: count, within } = this.record(name)
      return [name, count === 0 ? 1 : within / count] as const
    })
    return Object.fromEntries(shares)
  }

  exportRecords(): { readonly [name: string]: RegulationRecord } {
    return Object.fromEntries(this.records)
  }

  importRecords(records: { readonly [name: string]: RegulationRecord }): void {
    this.records = new Map(Object.entries(records))
  }

  private record(name: string): RegulationRecord {
    return this.records.get(name) ?? untouched
  }
}

function observed(regulation: Regulation, signals: Signals): number {
  const { observe } = regulation
  const direct = observe.op === 'ambient' ? signals.get(observe.name) : undefined
  if (direct !== undefined) return direct
  // Arithmetic refuses NaN and infinities with a diagnostic; to a limit they are what they are.
  for (const name of ambientNames(observe)) {
    if (!Number.isFinite(signals.get(name) ?? 0)) return Number.NaN
  }
  const value = resolved(regulation, observe, signals)
  if (typeof value === 'number') return value
  const found = JSON.stringify(value)
  throw new TaskFailure(diagnose(learningProblems.notANumber, { regulation: regulation.name, found }))
}

function resolved(regulation: Regulation, expression: Expression, signals: Signals): Value {
  if (expression.op === 'value') return expression.value
  const environment: Environment = {
    params: new Map(),
    fact: () => undefined,
    output: () => ({ state: 'unknown' }),
    ambient: (name) => signals.get(name),
  }
  const evaluation = evaluate(expression, environment)
  if (evaluation.state === 'known') return evaluation.value
  if (evaluation.state === 'failed') throw new TaskFailure(...evaluation.diagnostics)
  throw new Error(`${regulation.name} reads the output of ${evaluation.node}`)
}

import { expressionOf } from '../../../ir/evaluate.ts'
import type { Expression, Value } from '../../../ir/expression.ts'
import { Arguments } from '../../component.ts'
import type { TaskValue } from '../../protocol.ts'
import { ambientNames } from './expression-names.ts'

/** A regulation as a train has it. */
export interface Regulation {
  readonly name: string
  readonly observe: Expression
  readonly limit: Expression
  readonly respond: Expression
  /** False for one that is only measured. */
  readonly responds: boolean
  /** Signals that any of the three reads. */
  readonly signals: ReadonlySet<string>
  /** When it is observed: what reads a `val.` signal only at the end of an epoch. */
  readonly each: 'step' | 'epoch'
  /** It may answer by going back to a saved state. */
  readonly mayRestore: boolean
  /** It may answer with a restore to the best weights, which then must be held on to. */
  readonly mayRestoreBest: boolean
}

/**
 * Reads `regulate` or `monitor`: a list of records `{ name, observe, limit, respond }`, each of the last three a value that
 * may have `$pending` parts.
 */
export function readRegulations(field: string, value: TaskValue, responds: boolean): readonly Regulation[] {
  const list = Array.isArray(value) ? (value as readonly TaskValue[]) : []
  return list.map((entry) => {
    const settings = new Arguments(field, entry as { readonly [key: string]: TaskValue })
    const [observe, limit, respond] = ['observe', 'limit', 'respond'].map((key) =>
      expressionOf(settings.value(key) as Value),
    )
    if (!observe || !limit || !respond) throw new Error('a regulation lacks a field')
    const signals = new Set([observe, limit, respond].flatMap((expression) => [...ambientNames(expression)]))
    const each = [...signals].some((name) => name.startsWith('val.')) ? 'epoch' : 'step'
    // Whatever the response depends on: where a word is, it may be meant.
    const says = (text: string) => responds && JSON.stringify(respond).includes(text)
    const isOwn = says('"implementation"')
    const [mayRestore, mayRestoreBest] = [
      isOwn || says('"restore"') || says('"stop"'),
      isOwn || says('"best"'),
    ]
    return {
      name: settings.text('name'),
      observe,
      limit,
      respond,
      responds,
      signals,
      each,
      mayRestore,
      mayRestoreBest,
    }
  })
}

/** Names of signals for which more is better, by their last part. */
const rising: ReadonlySet<string> = new Set(['accuracy'])

/** Which way is better for what a regulation observes, as far as its name tells. */
export function betterDirection({ observe }: Regulation): 'up' | 'down' {
  const last = observe.op === 'ambient' ? observe.name.split('.').at(-1) : undefined
  return last !== undefined && rising.has(last) ? 'up' : 'down'
}

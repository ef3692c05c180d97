import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import { walk } from '../../ir/graph.ts'
import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { componentsIn, regulationsDeclaredIn } from '../elaborate/regulated.ts'
import { scopeNames } from '../elaborate/scope-names.ts'
import { knownValue } from '../elaborate/term.ts'
import { signalsOfComponent } from '../elaborate/training-signals.ts'
import type { Rule } from './rule.ts'

/** Why a training lacks a signal, in the words of a message. */
interface Missing {
  readonly signal: string
  readonly reason: string
}

/** A regulation reads only what its training tells: `val.*` needs a part to validate with, and fits its target. */
export const signals: Rule = ({ context, elaborated }, report) => {
  for (const train of elaborated.values()) {
    if (train.declared.kind !== 'train') continue
    for (const field of ['regulate', 'monitor']) {
      const term = train.given.get(field)
      for (const regulation of term ? regulationsDeclaredIn(term) : []) {
        const missing = missingSignal(context, elaborated.get(regulation), train)
        if (!missing) continue
        const parameters = { ...missing, regulation: regulation.name, train: train.declared.name }
        report(diagnose(typeProblems.signalMissing, parameters, whereReferred(regulation, train)))
      }
    }
  }
}

function whereReferred(regulation: Declared, train: Elaborated) {
  return train.references.get(regulation) ?? train.declared.location
}

function missingSignal(
  context: Context,
  regulation: Elaborated | undefined,
  train: Elaborated,
): Missing | undefined {
  const told = train.signature?.is === 'command_kind' ? toldByCommand(train) : toldByTrainer(context, train)
  for (const signal of ambientNames(regulation)) {
    const reason = told(signal)
    if (reason !== undefined) return { signal, reason }
  }
  return undefined
}

/** Why a training lacks a signal; nothing where it has it. */
type Told = (signal: string) => string | undefined

/** How far a command is, the protocol tells; its other signals, the command, which says so beforehand. */
function toldByCommand({ given }: Elaborated): Told {
  const structure = given.get('signals')?.structure
  const fields = structure?.kind === 'schema' ? structure.fields : {}
  return (signal) => {
    if (['epoch', 'step', 'progress'].includes(signal)) return undefined
    const isTold = typeAt({ type: 'record', fields }, signal.split('.')) !== undefined
    return isTold ? undefined : `its \`signals\` don't name it`
  }
}

function typeAt(type: Type, [name, ...rest]: readonly string[]): Type | undefined {
  if (name === undefined) return type
  const next = type.type === 'record' && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
  return next && typeAt(next, rest)
}

function toldByTrainer(context: Context, train: Elaborated): Told {
  const common = scopeNames(context, 'training_signals')
  const own = ownSignals(train)
  return (signal) => {
    const [root = ''] = signal.split('.')
    if (root === 'val') return whyNotValidated(signal, train)
    return common.has(root) || (own?.has(root) ?? true)
      ? undefined
      : 'neither its model nor its loss tells it'
  }
}

/** What the model and the loss tell; unknown where the model is another node's. */
function ownSignals({ given }: Elaborated): ReadonlySet<string> | undefined {
  const model = given.get('model')
  const architectures = model ? componentsIn(model) : []
  if (architectures.length === 0) return undefined
  const loss = given.get('loss')
  const components = [...architectures, ...(loss ? componentsIn(loss) : [])]
  return new Set(components.flatMap((signature) => [...signalsOfComponent(signature).keys()]))
}

function whyNotValidated(signal: string, { given }: Elaborated): string | undefined {
  const validate = given.get('validate')
  if (!validate || knownValue(validate) === null) return 'it names no data to `validate` with'
  const task = validate.facts?.kind === 'data' ? validate.facts.task : undefined
  if (signal === 'val.accuracy' && task === 'regression')
    return 'its target holds numbers; there is `val.rmse`'
  if (signal === 'val.rmse' && task === 'classification') {
    return 'its target holds classes; there is `val.accuracy`'
  }
  return undefined
}

function ambientNames(regulation: Elaborated | undefined): ReadonlySet<string> {
  const names = new Set<string>()
  for (const term of regulation?.given.values() ?? []) {
    walk(term.expression, (inner) => {
      if (inner.op === 'ambient') names.add(inner.name)
    })
  }
  return names
}

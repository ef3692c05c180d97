import type { Declared } from '../bind/declared.ts'
import type { Signature } from '../signatures/signature.ts'
import { areKnown, candidatesOf, metricsOf } from './candidates.ts'
import type { Context, Scope } from './context.ts'
import { scopeNames } from './scope-names.ts'
import { constant, knownValue, type Term } from './term.ts'
import { trainingSignals } from './training-signals.ts'

type FieldOf = (name: string) => Term | undefined

/** Fields that the meaning of names in the others depends on: they are settled first. */
export const settledFirst: Readonly<Partial<Record<Declared['kind'], readonly string[]>>> = {
  step: ['inputs', 'outputs'],
  train: ['model', 'data', 'validate', 'init_from', 'inputs'],
  evaluate: ['model', 'data', 'inputs'],
  score: ['from'],
  deploy: ['model'],
}

/**
 * The scope of a node's or setting's own fields: `inputs` and `outputs` where a command runs, and the names that its
 * signature's `scope` brings.
 */
export function innerScope(
  context: Context,
  declared: Declared,
  signature: Signature,
  scope: Scope,
  field: FieldOf,
): Scope {
  const { file, home, inLibrary, owner, lists, refer } = scope
  const ambient = ambientOf(context, signature, scope, field) ?? scope.ambient
  const { inputs, outputs } = commandScope(declared, signature, field)
  // Written out: there is one for each node, and copying an object member by member is slow.
  return { file, home, inLibrary, owner, lists, refer, ambient, inputs, outputs }
}

/** The scope in which `each` adds its list to `lists`. */
export function repeating(scope: Scope, lists: Map<string, Term>): Scope {
  const { file, home, inLibrary, owner, refer, ambient, inputs, outputs } = scope
  return { file, home, inLibrary, owner, lists, refer, ambient, inputs, outputs }
}

function ambientOf(context: Context, signature: Signature, scope: Scope, field: FieldOf): Scope['ambient'] {
  switch (signature.scope?.rule) {
    case 'training_signals':
      return { names: trainingSignals(context, scope), meaning: 'a signal of the training' }
    case 'service_signals':
      return { names: scopeNames(context, 'service_signals'), meaning: 'a signal of the service' }
    case 'candidate_metrics': {
      const from = field('from')
      const names = metricsOf(candidatesOf(context, from))
      return { names, meaning: 'a metric of the candidates', incomplete: !areKnown(context, from) }
    }
    default:
      return undefined
  }
}

/** What `inputs.x` and `outputs.y` stand for in a command: what the node names, and what its kind hands on by itself. */
function commandScope(
  { kind }: Declared,
  signature: Signature,
  field: FieldOf,
): Pick<Scope, 'inputs' | 'outputs'> {
  if (kind === 'step') {
    const inputs = fieldsOf(field('inputs'))
    const outputs = fieldsOf(field('outputs'))
    return { inputs, outputs }
  }
  if (kind === 'deploy') return { inputs: handedOn(['model'], field), outputs: undefined }
  if (signature.is !== 'command_kind') return { inputs: undefined, outputs: undefined }
  const named = fieldsOf(field('inputs'))
  const own = handedOn(['model', 'data', 'validate', 'init_from'], field)
  const inputs = named && new Map([...own, ...named])
  return { inputs, outputs: kind === 'evaluate' ? metricsFile : trainedFiles }
}

function handedOn(names: readonly string[], field: FieldOf): ReadonlyMap<string, Term> {
  const inputs = new Map<string, Term>()
  for (const name of names) {
    const term = field(name)
    if (term && knownValue(term) !== null) inputs.set(name, term)
  }
  return inputs
}

function fieldsOf(term: Term | undefined): ReadonlyMap<string, Term> | undefined {
  if (term?.broken && !term.structure) return undefined
  return term?.structure?.kind === 'record' ? term.structure.fields : new Map()
}

const nowhere = { file: '', start: 0, end: 0 }

/** A place that the runtime gives a command to write to; only its name counts. */
function place(name: string): readonly [string, Term] {
  return [name, constant(nowhere, { type: 'artifact', artifact: 'File' }, { $output: name })]
}

const metricsFile: ReadonlyMap<string, Term> = new Map([place('metrics')])
const trainedFiles: ReadonlyMap<string, Term> = new Map([place('model'), place('checkpoints')])

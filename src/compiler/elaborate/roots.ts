import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Type } from '../../ir/type.ts'
import type { Identifier } from '../../parser/ast.ts'
import { pipelineSeedAxes, seedAxes } from '../sweeps/node-axes.ts'
import type { Context, Scope } from './context.ts'
import { broken, constant, knownValue, leaf, movedTo, type Term } from './term.ts'

/** A part of a root, and what of the path is left for records. */
interface RootMember {
  readonly term: Term
  readonly rest: readonly Identifier[]
}

/** Of `seed`, which a sweep can bind. */
export const seedType: Type = { type: 'int', min: 0, max: 4_294_967_295 }

const examples: Readonly<Record<string, string>> = {
  pipeline: 'pipeline.name',
  run: 'run.status',
  inputs: 'inputs.data',
  outputs: 'outputs.result',
  previous: 'previous.state',
}

/** A reserved root without a part: only `seed` is a value. */
export function bareRoot(context: Context, name: string, location: Location): Term {
  if (name === 'seed') {
    const seed = leaf(location, seedType, { op: 'fact', name: 'seed' }, 'planned', { text: 'seed' })
    return { ...seed, axes: seedAxes(context) }
  }
  context.report(diagnose(nameProblems.bareRoot, { name, example: examples[name] ?? name }, location))
  return broken(location)
}

/** `pipeline.name`, `run.status`, `inputs.x`, `outputs.y` */
export function rootMember(
  context: Context,
  root: string,
  path: readonly Identifier[],
  scope: Scope,
  location: Location,
): RootMember {
  const [property] = path
  if (!property) return { term: broken(location), rest: [] }
  return { term: part(context, root, property, scope, location), rest: path.slice(1) }
}

function part(context: Context, root: string, property: Identifier, scope: Scope, location: Location): Term {
  if (root === 'pipeline') return factOf(context, root, pipelineFacts, property, scope, location)
  if (root === 'run') return runFact(context, property, scope, location)
  if (root === 'inputs') {
    const input = scope.inputs?.get(property.text)
    if (input) return movedTo(input, location)
    return unknownPart(context, root, property, scope, scope.inputs && [...scope.inputs.keys()])
  }
  if (root === 'outputs') {
    if (!scope.outputs?.has(property.text))
      return unknownPart(context, root, property, scope, scope.outputs && [...scope.outputs.keys()])
    return constant(location, { type: 'artifact', artifact: 'File' }, { $output: property.text })
  }
  if (root === 'previous') return previousOutput(context, property, scope, location)
  return unknownPart(context, root, property, scope, [])
}

/** `previous.state`: an append-only output as the last run left it; nothing before the first. */
function previousOutput(context: Context, property: Identifier, scope: Scope, location: Location): Term {
  const output = scope.outputs?.get(property.text)
  if (!output)
    return unknownPart(context, 'previous', property, scope, scope.outputs && [...scope.outputs.keys()])
  if (output.broken) return broken(location)
  const { structure } = output
  const kept = structure?.kind === 'component' ? structure.arguments.get('append_only') : undefined
  if (kept && knownValue(kept) === true) {
    const type: Type = { type: 'optional', of: { type: 'artifact', artifact: 'File' } }
    const name = `previous.${property.text}`
    return leaf(location, type, { op: 'previous', output: property.text }, 'result', { text: name })
  }
  context.report(diagnose(deliveryProblems.notAppendOnly, { output: property.text }, location))
  return broken(location)
}

const pipelineFacts: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['name', { type: 'string' }],
  ['seed', seedType],
])

/** What a run knows of itself; `status` when it has ended. */
const runFacts: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['id', { type: 'string' }],
  ['date', { type: 'string' }],
  ['status', { type: 'enum', values: ['success', 'failure'] }],
  ['url', { type: 'string' }],
])

/** What is known of a run only when it has ended, or to those who are told of it. */
const endingFacts: Readonly<Record<string, string>> = {
  status: 'A run has a status when it has ended: in `notify`.',
  url: 'The address of a run is for people who are told of it: in `notify`.',
}

function factOf(
  context: Context,
  root: string,
  facts: ReadonlyMap<string, Type>,
  property: Identifier,
  scope: Scope,
  location: Location,
): Term {
  const type = facts.get(property.text)
  if (!type) return unknownPart(context, root, property, scope, [...facts.keys()])
  const name = `${root}.${property.text}`
  const fact = leaf(location, type, { op: 'fact', name }, root === 'run' ? 'result' : 'planned', {
    text: name,
  })
  return name === 'pipeline.seed' ? { ...fact, axes: pipelineSeedAxes(context) } : fact
}

/** In `notify` all of them; elsewhere some are not known, and a check asks for `cache: false`. */
function runFact(context: Context, property: Identifier, scope: Scope, location: Location): Term {
  const where = Object.hasOwn(endingFacts, property.text) ? endingFacts[property.text] : undefined
  if (where !== undefined && scope.owner?.kind !== 'notify' && !scope.inLibrary) {
    context.report(diagnose(nameProblems.notAvailable, { name: `run.${property.text}`, where }, location))
    return broken(location)
  }
  return factOf(context, 'run', runFacts, property, scope, location)
}

function unknownPart(
  context: Context,
  root: string,
  property: Identifier,
  scope: Scope,
  known: readonly string[] | undefined,
): Term {
  const location = at(scope.file, property)
  if (known === undefined) {
    const where = `\`${root}\` means something inside of a \`step\` only, in \`run\` and \`env\`.`
    context.report(diagnose(nameProblems.notAvailable, { name: `${root}.${property.text}`, where }, location))
  } else {
    const suggestion = context.suggest(property.text, known)
    const parameters = { name: property.text, owner: `\`${root}\``, known, suggestion }
    context.report(diagnose(nameProblems.unknownMember, parameters, location))
  }
  return broken(location)
}

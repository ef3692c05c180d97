import { nodeId } from '../../ir/node-id.ts'
import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import { type Candidate, candidatesOf } from '../elaborate/candidates.ts'
import type { Context, OutputEntry, Outputs } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'
import { type DataUse, dataUse, joinData, noData, type Seen, seenAs } from './data-use.ts'
import { fittedTransforms } from './fitted-transforms.ts'
import { namesRead } from './names-read.ts'
import { originOf } from './origin.ts'

/** What the label of a node's outputs is worked out from. */
export interface Labelled {
  readonly declared: Declared
  readonly given: ReadonlyMap<string, Term>
  field(name: string): Term | undefined
}

/** The outputs of a node, each with what it has seen of the data; the same ones where nothing has. */
export function labelledOutputs(context: Context, outputs: Outputs, labelled: Labelled): Outputs {
  const { declared } = labelled
  if (declared.kind === 'dataset') return labelledParts(context, outputs, labelled)
  const base = declared.kind === 'score' ? scoredData(context, labelled) : seenBy(labelled)
  if (base.length === 0 && !labelled.given.get('validate')?.data.length) return outputs
  const entries = new Map<string, OutputEntry>()
  for (const [name, entry] of outputs) {
    entries.set(name, { ...entry, data: outputData(name, entry.type, base, labelled) })
  }
  return entries
}

/** What has nothing to do with the bytes that a node makes. */
const beside: ReadonlySet<string> = new Set(['when', 'needs', 'allow_leak', 'validate'])

/** A version and a service are their model: what gates them, or is told of them, changes nothing in it. */
const handedOn: Readonly<Record<string, string>> = { register: 'model', deploy: 'model' }

function seenBy({ declared, given }: Labelled): readonly DataUse[] {
  const only = handedOn[declared.kind]
  if (only !== undefined) return given.get(only)?.data ?? noData
  let data = noData
  for (const [name, term] of given) if (!beside.has(name)) data = joinData(data, term.data)
  return data
}

/** A model was trained on the rows that went in, a number was evaluated on them, and a file holds what was made of them. */
function outputData(
  name: string,
  type: Type,
  base: readonly DataUse[],
  { declared, given }: Labelled,
): readonly DataUse[] {
  const validate = given.get('validate')?.data ?? noData
  const { location } = declared
  const is = natureOf(type)
  const at = given.get('data')?.location ?? location
  const own = is === undefined ? base : seenAs(base, { holds: is }, at, declared.name)
  if (validate.length === 0) return own
  const how: Seen = name === 'val' ? 'evaluated' : 'selected'
  const where = given.get('validate')?.location ?? location
  return joinData(own, seenAs(validate, { holds: how }, where, declared.name))
}

function natureOf(type: Type): Seen | undefined {
  switch (type.type) {
    case 'artifact':
      return type.artifact === 'Model' || type.artifact === 'Checkpoint' ? 'trained' : undefined
    case 'list':
    case 'optional':
    case 'map':
      return natureOf(type.of)
    case 'int':
    case 'float':
    case 'bool':
    case 'quantity':
    case 'record':
      return 'evaluated'
    default:
      return undefined
  }
}

/** The parts of a dataset: their own rows, within those that its source was made of, and what was fitted on them. */
function labelledParts(context: Context, outputs: Outputs, { declared, given, field }: Labelled): Outputs {
  const { location, name } = declared
  const origin = originOf(context, declared, nodeId(declared.path), [...outputs.keys()], field)
  let before = noData
  for (const term of given.values()) before = joinData(before, term.data)
  const held = before.filter(({ how }) => how === 'holds')
  const rest = before.filter(({ how }) => how !== 'holds')
  const use = (how: Seen, part: string) =>
    held.length === 0
      ? [dataUse(how, [{ origin, part }], location, name)]
      : held.map(({ rows }) => dataUse(how, [{ origin, part }, ...rows], location, name))
  const fitted = fittedTransforms(field('transform'))
  const fittedOn = new Set(
    fitted.map(({ isFittedOnAll }) => (isFittedOnAll || outputs.has('all') ? 'all' : 'train')),
  )
  let shared: readonly DataUse[] = rest
  for (const part of fittedOn) shared = joinData(shared, inOrder(use('fitted', part)))
  const entries = new Map<string, OutputEntry>()
  for (const [part, entry] of outputs) {
    entries.set(part, { ...entry, data: joinData(inOrder(use('holds', part)), shared) })
  }
  return entries
}

function inOrder(uses: readonly DataUse[]): readonly DataUse[] {
  return [...uses].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** What the winner of a score is: what the candidates are, selected by what the metrics were evaluated on. */
function scoredData(context: Context, { declared, given }: Labelled): readonly DataUse[] {
  const candidates = candidatesOf(context, given.get('from'))
  let data = noData
  for (const { elaborated } of candidates) {
    for (const { data: uses } of elaborated.outputs.values()) if (uses) data = joinData(data, uses)
  }
  for (const name of ['value', 'where']) {
    const term = given.get(name)
    if (!term) continue
    const by = joinData(term.data, dataOfMetrics(candidates, term))
    data = joinData(data, selectedBy(by, term, declared.name))
  }
  return data
}

/** What the metrics of candidates that a term reads were evaluated on. */
export function dataOfMetrics(candidates: readonly Candidate[], term: Term): readonly DataUse[] {
  let data = noData
  for (const name of namesRead(term)) {
    for (const { elaborated } of candidates) {
      const uses = elaborated.outputs.get(name)?.data
      if (uses) data = joinData(data, uses)
    }
  }
  return data
}

/** The label of what was chosen by numbers: selected by what they were evaluated on. */
export function selectedBy(data: readonly DataUse[], term: Term, by: string): readonly DataUse[] {
  return seenAs(
    data.filter(({ how }) => how === 'evaluated'),
    { evaluated: 'selected' },
    term.location,
    by,
  )
}

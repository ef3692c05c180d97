import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Kind } from '../bind/declared.ts'
import { fieldNamed } from '../elaborate/body.ts'
import type { Elaborated } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'
import { type Phase, phaseOrder } from '../signatures/phase.ts'
import type { Rule } from './rule.ts'
import { partsOf } from './terms.ts'

/** A value is known no later than its field needs it: a timeout before the run, a column name in the text. */
export const phases: Rule = ({ context, elaborated }, report) => {
  const common = context.library.required('node', 'fields')
  for (const part of elaborated.values()) {
    if (part.definition)
      check(part.definition, definitionPhase(part), `The ${part.declared.kind} \`${part.declared.name}\``)
    if (!part.signature) continue
    for (const [name, term] of part.given) {
      const field = fieldNamed([part.signature, common], name)
      if (field) check(term, field.phase, `\`${name}\``, part.declared.kind)
    }
  }

  function check(term: Term, accepted: Phase, what: string, kind?: Kind): void {
    for (const { term: part, accepted: by, what: name } of tooLate(term, accepted, what)) {
      const instead = part.phase === 'signal' && kind ? liveFields[kind] : undefined
      const parameters = { what: name, ...words(part, by), instead }
      report(diagnose(typeProblems.knownTooLate, parameters, part.location))
    }
  }
}

/** Where the signals of a kind belong, for who said them in another condition. */
const liveFields: Readonly<Partial<Record<Kind, string>>> = {
  deploy: 'What must hold while the service lives is said in `watch`.',
  score: 'Which candidates count is said in `where`.',
}

/** A value in a place that accepts it up to some phase. */
interface Placed {
  readonly term: Term
  readonly accepted: Phase
  readonly what: string
}

/** The innermost parts that are too late: they are to blame. */
function tooLate(term: Term, accepted: Phase, what: string): readonly Placed[] {
  if (term.broken || term.phase === 'constant') return []
  const inner = placesIn(term, accepted, what).flatMap((part) => tooLate(part.term, part.accepted, part.what))
  if (inner.length > 0 || phaseOrder[lastNeeded(term)] <= phaseOrder[accepted]) return inner
  return [{ term, accepted, what }]
}

/** A command in a component is for whoever runs it: its holes are filled then, whenever the rest is needed. */
function lastNeeded({ phase, structure }: Term): Phase {
  if (structure?.kind !== 'component') return phase
  let last: Phase = 'constant'
  for (const [name, argument] of structure.arguments) {
    const isCommand = structure.signature.fields.get(name)?.type.type === 'command'
    if (!isCommand && phaseOrder[argument.phase] > phaseOrder[last]) last = argument.phase
  }
  return last
}

/** The arguments of a component accept what its signature says, other parts what the whole does. */
function placesIn(term: Term, accepted: Phase, what: string): readonly Placed[] {
  const { structure } = term
  if (structure?.kind !== 'component') return partsOf(term).map((part) => ({ term: part, accepted, what }))
  return [...structure.arguments].flatMap(([name, argument]) => {
    const field = structure.signature.fields.get(name)
    return field ? [{ term: argument, accepted: field.phase, what: `\`${name}\`` }] : []
  })
}

function definitionPhase({ declared }: Elaborated): Phase {
  return declared.kind === 'secret' ? 'constant' : 'planned'
}

function words(term: Term, accepted: Phase): { when: string; cause: string; known: string } {
  const when = {
    constant: 'when the file is checked',
    planned: 'before the run starts',
    result: 'before the node starts',
    signal: 'in time',
  }[accepted]
  const cause = term.cause ? `\`${term.cause.text}\`` : 'this'
  return { when, cause, known: knownWhen(term) }
}

function knownWhen({ phase, cause }: Term): string {
  if (phase === 'planned') return 'when a run is planned'
  if (phase === 'signal') return 'inside of the running node'
  return cause?.node === undefined ? 'during the run' : `after \`${cause.node}\` has run`
}

import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Dimension } from '../../base/units.ts'
import type { Type } from '../../ir/type.ts'
import { eachAround } from '../sweeps/fan-out.ts'
import { assignList, assignRecord, isRecordLike } from './assign-parts.ts'
import { conditionalOf } from './compose.ts'
import type { Context } from './context.ts'
import { convert } from './convert.ts'
import { describeTerm, describeType } from './describe.ts'
import { checkRange } from './range.ts'
import { broken, knownValue, type Term } from './term.ts'
import { alternativesOf, fits, isText } from './type-relations.ts'

/**
 * Puts a term where a type is wanted: checks it part by part, so that a problem is shown at the part that has it, and
 * gives back what stands there in the IR (a text as a file, missing optional fields as `none`). `what` names the place.
 */
export function assign(context: Context, term: Term, expected: Type, what?: string): Term {
  if (term.broken) return term
  const { structure } = term
  if (structure?.kind === 'conditional') {
    const yes = assign(context, structure.yes, expected, what)
    const no = assign(context, structure.no, expected, what)
    return conditionalOf(term, structure.condition, yes, no)
  }
  if (structure?.kind === 'each' && expected.type !== 'any') {
    const of = assign(context, structure.of, { type: 'list', of: expected }, what)
    return eachAround(term, structure.name, of)
  }
  const wanted = alternativesOf(expected)
  if (structure?.kind === 'list') {
    const lists = wanted.filter((type) => type.type === 'list')
    if (lists.length > 0) return assignList(context, term, structure.items, lists, what, assign)
  }
  if (structure?.kind === 'record') {
    const records = wanted.filter(isRecordLike)
    if (records.length > 0) return assignRecord(context, term, structure.fields, records, what, assign)
  }
  return assignWhole(context, term, expected, wanted, what)
}

function assignWhole(
  context: Context,
  term: Term,
  expected: Type,
  wanted: readonly Type[],
  what: string | undefined,
): Term {
  if (term.secrets.length > 0 && !wanted.some((type) => mayHoldSecret(type, term))) {
    return reportSecret(
      context,
      term,
      what === undefined ? 'here' : `in ${what[0]?.toLowerCase()}${what.slice(1)}`,
    )
  }
  for (const type of wanted) {
    const converted = convert(context, term, type)
    if (converted) {
      if (!converted.broken) checkRange(context, converted, type, what)
      return converted
    }
  }
  if (fits(term.type, expected)) {
    checkRange(context, term, expected, what)
    return term
  }
  reportMismatch(context, term, expected, wanted, what)
  return broken(term.location)
}

/** A secret goes where one is asked for, and a component that holds one where such a component is. */
function mayHoldSecret(type: Type, term: Term): boolean {
  if (type.type === 'secret') return true
  return type.type === 'component' && term.type.type === 'component' && type.is === term.type.is
}

/** A secret where none may be: says through which names it came. */
export function reportSecret(context: Context, term: Term, place: string): Term {
  const [secret] = term.secrets
  if (secret) {
    const { name, via } = secret
    const parameters = { name, via: via.map((holder) => holder.name), place }
    const related = via.map((holder, index) => ({
      message: `\`${holder.name}\` takes \`${via[index - 1]?.name ?? name}\``,
      location: holder.location,
    }))
    context.report(diagnose(typeProblems.secretHere, parameters, term.location, { related }))
  }
  return broken(term.location)
}

function reportMismatch(
  context: Context,
  term: Term,
  expected: Type,
  wanted: readonly Type[],
  what: string | undefined,
): void {
  const value = knownValue(term)
  const choices = wanted.flatMap((type) => (type.type === 'enum' ? type.values : []))
  if (typeof value === 'string' && choices.length > 0) {
    const suggestion = context.suggest(value, choices)
    context.report(
      diagnose(typeProblems.unknownChoice, { what, found: value, choices, suggestion }, term.location),
    )
    return
  }
  if (term.structure?.kind === 'node' && !wanted.some((type) => type.type === 'node')) {
    const node = term.structure.node
    const outputs = [...(context.elaborated(node)?.outputs ?? [])]
      .filter(([, entry]) => fits(entry.type, expected))
      .map(([name]) => name)
    if (outputs.length > 0) {
      context.report(diagnose(nameProblems.nodeAsValue, { node: node.name, outputs }, term.location))
      return
    }
  }
  const hint = hintFor(context, term, wanted)
  const parameters = { what, expected: describeType(expected), found: describeTerm(term) }
  context.report(
    diagnose(typeProblems.mismatch, parameters, term.location, hint === undefined ? {} : { hint }),
  )
}

const unitOf: Readonly<Record<Dimension, string>> = {
  duration: 's',
  bytes: 'MB',
  epochs: ' epochs',
  steps: ' steps',
}

function artifactHint(wanted: Type, found: Type): string | undefined {
  if (wanted.type !== 'artifact') return undefined
  if (wanted.artifact === 'File' && isText(found)) {
    return 'A file is named by a text that is written out, so that it can be looked at when the program is checked.'
  }
  if (wanted.artifact === 'Version' && found.type === 'artifact' && found.artifact === 'Model') {
    return 'Give it a version first: `register release { name: "…", model: … }`, and take `release.version`.'
  }
  if (wanted.artifact === 'Dataset') return 'Name a part of a dataset, such as `moons.train`.'
  if (wanted.artifact === 'Model') return 'Name the model of a training, such as `fit.model`.'
  return undefined
}

/** What a person who wrote this probably meant. */
function hintFor(context: Context, term: Term, wanted: readonly Type[]): string | undefined {
  const value = knownValue(term)
  for (const type of wanted) {
    if (type.type === 'quantity' && typeof value === 'number') {
      return `Say the unit, such as \`${value}${unitOf[type.dimension]}\`.`
    }
    if (type.type === 'component' && typeof value === 'string') {
      if (context.library.find(value, new Set([type.is]))) return `Write \`${value}(…)\` without quotes.`
    }
    const artifact = artifactHint(type, term.type)
    if (artifact !== undefined) return artifact
    if (type.type === 'list' && fits(term.type, type.of)) return 'Put it in brackets: `[…]`.'
    if (type.type === 'node' && term.expression.op === 'output') {
      return `Name the node alone: \`${term.cause?.node ?? term.expression.node}\`.`
    }
  }
  return undefined
}

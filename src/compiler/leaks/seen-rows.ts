import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { leakProblems } from '../../base/diagnostics/leak-problems.ts'
import type { Elaborated } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'
import { blamed } from './blame.ts'
import { type DataUse, dataUse, joinData, noData, rowsText, seenAs } from './data-use.ts'
import type { LeakRule } from './leak.ts'
import { overlapOf } from './overlap.ts'

/** A model is judged on rows that no training of it has seen, whatever ways the rows and the model went. */
export const seenRows: LeakRule = (_, node) => {
  const judging = judgingOf(node)
  if (!judging) return []
  const { how, trained } = judging
  const found: Diagnostic[] = []
  for (const { held, term } of judging.rows) {
    const certain = trained.find((use) => overlapOf(use, held) === 'certain')
    const learned = certain ?? trained.find((use) => overlapOf(use, held) === 'perhaps')
    if (!learned) continue
    const rows = rowsText(held)
    const parameters = { node: node.declared.name, how, rows, train: learned.by, learned: rowsText(learned) }
    const { location } = blamed(term, ({ key }) => key === held.key)
    const related = [
      { message: `\`${learned.by}\` trains on \`${rowsText(learned)}\` here`, location: learned.at },
    ]
    found.push(
      certain
        ? diagnose(
            leakProblems.seenRows,
            { ...parameters, better: unseenPart(held, trained, how) },
            location,
            { related },
          )
        : diagnose(
            leakProblems.sharedSource,
            { ...parameters, source: commonSource(learned, held) },
            location,
            { related },
          ),
    )
  }
  return found
}

/** Rows on which a node judges a model, and those that the model was trained on. */
interface Judging {
  readonly how: string
  readonly trained: readonly DataUse[]
  readonly rows: readonly { readonly held: DataUse; readonly term: Term }[]
}

function judgingOf(node: Elaborated): Judging | undefined {
  switch (node.declared.kind) {
    case 'evaluate':
      return evaluation(node)
    case 'train':
      return validation(node)
    case 'step':
      return measurement(node)
    default:
      return undefined
  }
}

function evaluation({ given }: Elaborated): Judging {
  const model = given.get('model')
  const data = given.get('data')
  const terms = data ? [data] : [...given.values()]
  const trained = (model ? [model] : [...given.values()]).reduce(
    (uses, term) => joinData(uses, term.data),
    noData,
  )
  return { how: 'evaluated', trained: trained.filter(isTrained), rows: rowsOf(terms) }
}

/** What a training has learned from when it validates: its data, and what the model that it starts from was trained on. */
function validation({ declared, given }: Elaborated): Judging | undefined {
  const validate = given.get('validate')
  if (!validate || validate.data.length === 0) return undefined
  let learned = noData
  for (const [name, term] of given) {
    if (name === 'validate' || name === 'when') continue
    learned = joinData(learned, seenAs(term.data, { holds: 'trained' }, term.location, declared.name))
  }
  return { how: 'validated', trained: learned.filter(isTrained), rows: rowsOf([validate]) }
}

/** A command that writes metrics, and of data reads nothing but what the model in its hands was trained on. */
function measurement({ given, outputs }: Elaborated): Judging | undefined {
  if (![...outputs.values()].some(({ type }) => type.type === 'record')) return undefined
  const terms = ['run', 'inputs', 'env'].flatMap((name) => given.get(name) ?? [])
  const trained = terms.reduce((uses, term) => joinData(uses, term.data), noData).filter(isTrained)
  const rows = rowsOf(terms)
  const areAllSeen = rows.every(({ held }) => trained.some((use) => overlapOf(use, held) === 'certain'))
  return areAllSeen ? { how: 'measured', trained, rows: rows.slice(0, 1) } : undefined
}

function isTrained({ how }: DataUse): boolean {
  return how === 'trained'
}

function rowsOf(terms: readonly Term[]): Judging['rows'] {
  return terms.flatMap((term) =>
    term.data.filter(({ how }) => how === 'holds').map((held) => ({ held, term })),
  )
}

/** A part of the same dataset that the model has not been trained on: the test part, or for a validation the other. */
function unseenPart(held: DataUse, trained: readonly DataUse[], how: string): string | undefined {
  const [portion] = held.rows
  if (!portion) return undefined
  const { origin } = portion
  const wanted = how === 'validated' ? ['val'] : ['test', 'val']
  const part = wanted.find((name) => {
    if (!origin.parts.includes(name)) return false
    const rows = dataUse('holds', [{ origin, part: name }], held.at, held.by)
    return trained.every((use) => overlapOf(use, rows) !== 'certain')
  })
  return part === undefined ? undefined : `${origin.name}.${part}`
}

function commonSource(a: DataUse, b: DataUse): string {
  const sources = a.rows.flatMap(({ origin }) => origin.sources)
  const common = b.rows.flatMap(({ origin }) => origin.sources).find((source) => sources.includes(source))
  // A source that is no file is known by its IR, which nobody wrote.
  return common === undefined || /^[[{]/.test(common) ? 'one source' : `\`${common}\``
}

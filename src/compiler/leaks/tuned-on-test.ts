import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { leakProblems } from '../../base/diagnostics/leak-problems.ts'
import { candidatesOf } from '../elaborate/candidates.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'
import { blamed, partsOf } from './blame.ts'
import { type DataUse, joinData, type Portion, portionText, rowsText } from './data-use.ts'
import type { LeakRule } from './leak.ts'
import { dataOfMetrics } from './node-uses.ts'

/** Whatever chooses (an objective, a score, a stop, a branch) looks at no test part: it would be spent by that. */
export const tunedOnTest: LeakRule = (context, node) => {
  const found: Diagnostic[] = []
  for (const [name, term] of node.given) {
    const look = looks[node.declared.kind]?.(name, context, node)
    const dataOf = look?.dataOf ?? (({ data }) => data)
    const use = look && dataOf(term).find(look.isMeant)
    if (use) found.push(leakOf(use, look.what, blamed(term, look.isMeant, dataOf)))
    else found.push(...chosenBranches(name, term))
  }
  return found
}

/** How a field chooses, and by which uses it must not. */
interface Look {
  readonly what: string
  readonly isMeant: (use: DataUse) => boolean
  /** What a part of it has looked at; its label when absent. */
  readonly dataOf?: (part: Term) => readonly DataUse[]
}

type LookOf = (name: string, context: Context, node: Elaborated) => Look | undefined

const isNumberOfTest = (use: DataUse) => use.how === 'evaluated' && testPortion(use) !== undefined
const isTest = (use: DataUse) => use.how === 'holds' && testPortion(use) !== undefined

/** The fields by which a kind of node chooses. */
const looks: Readonly<Record<string, LookOf>> = {
  train(name) {
    if (beside.has(name)) return undefined
    return { what: `\`${name}\``, isMeant: name === 'validate' ? isTest : isNumberOfTest }
  },
  score(name, context, { given }) {
    if (name !== 'value' && name !== 'where') return undefined
    const candidates = candidatesOf(context, given.get('from'))
    const dataOf = (part: Term) => joinData(part.data, dataOfMetrics(candidates, part))
    return { what: `\`${name}\``, isMeant: isNumberOfTest, dataOf }
  },
  sweep(name, _, { given }) {
    const isObjective = name === 'maximize' || name === 'minimize'
    if (isObjective) return { what: 'The objective', isMeant: isNumberOfTest }
    const choosesBest = given.has('maximize') || given.has('minimize')
    return name === 'where' && choosesBest ? { what: '`where`', isMeant: isNumberOfTest } : undefined
  },
}

/** Fields of a train that only say whether and where it runs. */
const beside: ReadonlySet<string> = new Set(['when', 'needs', 'retry', 'timeout', 'resources', 'runs_on'])

/** `if final_a.accuracy > final_b.accuracy then a.model else b.model` is a score by another name. */
function chosenBranches(name: string, term: Term): readonly Diagnostic[] {
  if (name === 'when' || !term.data.some(isNumberOfTest)) return []
  const { structure } = term
  if (structure?.kind === 'conditional' && isModel(structure.yes) && isModel(structure.no)) {
    const use = structure.condition.data.find(isNumberOfTest)
    if (use) return [leakOf(use, 'This choice', blamed(structure.condition, isNumberOfTest))]
  }
  return partsOf(term).flatMap((part) => chosenBranches(name, part))
}

function isModel({ type }: Term): boolean {
  return type.type === 'artifact' && (type.artifact === 'Model' || type.artifact === 'Checkpoint')
}

function leakOf(use: DataUse, what: string, term: Term): Diagnostic {
  const test = testPortion(use)
  const rows = rowsText(use)
  const made = test && portionText(test) !== rows ? portionText(test) : undefined
  const better = test && validationOf(test)
  // A part that stands there itself is replaced by the other one.
  const isPart = use.how === 'holds' && use.rows.length === 1 && term.expression.op === 'output'
  const parameters = { what, rows, made, better, ...(isPart && { instead: better }) }
  const related =
    use.how === 'evaluated'
      ? [{ message: `\`${use.by}\` evaluates on \`${rows}\` here`, location: use.at }]
      : []
  return diagnose(leakProblems.tunedOnTest, parameters, term.location, { related })
}

function testPortion({ rows }: DataUse): Portion | undefined {
  return rows.find(({ part }) => part === 'test')
}

/** The validation part of the same dataset, if it has one. */
function validationOf({ origin }: Portion): string | undefined {
  return origin.parts.includes('val') ? `${origin.name}.val` : undefined
}

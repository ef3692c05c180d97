import { type Diagnostic, diagnose, rewrite } from '../../base/diagnostics/diagnostic.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import { closest } from '../../base/suggestion.ts'
import type { Column } from '../data/facts.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import { readByOthersOnly } from './readers.ts'
import type { Rule } from './rule.ts'

type Features = Map<string, Column>
type Report = (diagnostic: Diagnostic) => void

/** After its transforms a dataset holds numbers only, none missing: what a model can learn from. */
export const features: Rule = (checked, report) => {
  const others = readByOthersOnly(checked)
  for (const dataset of checked.elaborated.values()) {
    const chosen = others.has(dataset.declared) ? undefined : featuresOf(dataset)
    if (!chosen) continue
    if (chosen.size === 0 && !dataset.facts?.partial) {
      report(diagnose(typeProblems.noFeatures, { dataset: dataset.declared.name }, dataset.declared.location))
      continue
    }
    const transforms = dataset.given.get('transform')
    const steps = transforms ? stepsOf(transforms) : []
    if (!steps) continue
    for (const step of steps) apply(step, chosen, dataset, report)
    reportRest(dataset, chosen, report)
  }
}

/** The columns to learn from before any transform; unknown where the source's are, or where a name is wrong. */
function featuresOf({ facts, given }: Elaborated): Features | undefined {
  const known = facts?.columns
  if (!facts || !known) return undefined
  const named = textsOf(given.get('features'))
  const dropped = textsOf(given.get('drop')) ?? []
  if (named === 'unknown' || dropped === 'unknown') return undefined
  const isKnown = (name: string) => known.some((column) => column.name === name)
  if (named && !named.every(isKnown)) return undefined
  // Of a target with a wrong name, the right one would be among the features.
  if (facts.target !== undefined && !facts.partial && !isKnown(facts.target)) return undefined
  const all = known.filter((column) => column.name !== facts.target && !dropped.includes(column.name))
  const wanted = named ? all.filter((column) => named.includes(column.name)) : all
  return new Map(wanted.map((column) => [column.name, column]))
}

function textsOf(term: Term | undefined): readonly string[] | 'unknown' | undefined {
  if (!term) return undefined
  if (term.broken) return 'unknown'
  const value = knownValue(term)
  if (value === null) return undefined
  return Array.isArray(value) ? value.map(String) : 'unknown'
}

/** The transforms in order, when they are written out. */
function stepsOf(transforms: Term): readonly Term[] | undefined {
  const items = transforms.structure?.kind === 'list' ? transforms.structure.items : undefined
  return items?.every((item) => item.structure?.kind === 'component') ? items : undefined
}

function apply(step: Term, chosen: Features, { declared, facts }: Elaborated, report: Report): void {
  if (step.structure?.kind !== 'component') return
  const { signature } = step.structure
  const named = step.structure.arguments.get('columns')
  const takes = transforms[signature.name]
  if (!takes) return
  const owner = { name: declared.name, exempt: dropsRows(step) ? facts?.target : undefined }
  for (const { column, location } of columnsTaken(named, step, chosen, takes.chooses, owner, report)) {
    takes.change(column, chosen, signature.name, location, report)
  }
}

/** The one transform that may name the target: rows that lack it are dropped. */
function dropsRows({ structure }: Term): boolean {
  if (structure?.kind !== 'component' || structure.signature.name !== 'impute') return false
  const how = structure.arguments.get('with')
  return how !== undefined && knownValue(how) === 'drop'
}

interface Taken {
  readonly column: Column
  readonly location: Location
}

function columnsTaken(
  named: Term | undefined,
  step: Term,
  chosen: Features,
  chooses: (column: Column) => boolean,
  { name: dataset, exempt }: { readonly name: string; readonly exempt: string | undefined },
  report: Report,
): readonly Taken[] {
  const items = named?.structure?.kind === 'list' ? named.structure.items : undefined
  if (!items) {
    const all = [...chosen.values()].filter(chooses)
    return all.map((column) => ({ column, location: step.location }))
  }
  return items.flatMap((item) => {
    const name = knownValue(item)
    const column = typeof name === 'string' ? chosen.get(name) : undefined
    if (column) return [{ column, location: item.location }]
    // What `one_hot` made of a column is called `column=value`; the values are in the data.
    if (typeof name === 'string' && name !== exempt && !name.includes('=')) {
      const known = [...chosen.keys()]
      const data = `What \`${dataset}\` learns from`
      const suggestion = closest(name, known)
      const parameters = { name, data, known, suggestion }
      const fix = suggestion === undefined ? undefined : rewrite(item.location, JSON.stringify(suggestion))
      report(diagnose(typeProblems.unknownColumn, parameters, item.location, fix ? { fix } : {}))
    }
    return []
  })
}

interface Transform {
  /** The columns that it takes when none are named. */
  readonly chooses: (column: Column) => boolean
  readonly change: (
    column: Column,
    chosen: Features,
    transform: string,
    location: Location,
    report: Report,
  ) => void
}

const isNumeric = (column: Column) => column.type === 'int' || column.type === 'float'

const numeric: Transform = {
  chooses: isNumeric,
  change(column, _chosen, transform, location, report) {
    if (isNumeric(column) || column.type === 'unknown') return
    const found = column.type === 'string' ? 'texts' : '`true` and `false`'
    const parameters = { use: `\`${transform}\``, column: column.name, expected: 'numbers', found }
    report(diagnose(typeProblems.columnType, parameters, location))
  },
}

const transforms: Readonly<Record<string, Transform>> = {
  standardize: numeric,
  clip: numeric,
  impute: {
    chooses: () => true,
    change: (column, chosen) => chosen.set(column.name, { ...column, missing: false }),
  },
  one_hot: {
    chooses: (column) => column.type === 'string',
    change(column, chosen, _transform, location, report) {
      if (column.missing) {
        report(diagnose(typeProblems.missingBeforeOneHot, { column: column.name }, location))
      }
      chosen.delete(column.name)
    },
  },
}

function reportRest({ declared, keys }: Elaborated, chosen: Features, report: Report): void {
  const location = keys.get('transform') ?? keys.get('source') ?? declared.location
  const dataset = declared.name
  const left = [...chosen.values()]
  const texts = left.filter((column) => column.type === 'string').map(({ name }) => name)
  const missing = left.filter((column) => column.type !== 'string' && column.missing).map(({ name }) => name)
  if (texts.length > 0) report(diagnose(typeProblems.textFeatures, { dataset, columns: texts }, location))
  if (missing.length > 0)
    report(diagnose(typeProblems.missingFeatures, { dataset, columns: missing }, location))
}

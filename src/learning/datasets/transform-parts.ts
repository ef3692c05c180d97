import { datasetProblems } from '../../base/diagnostics/dataset-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { closest } from '../../base/suggestion.ts'
import type { ComponentValue } from '../../ir/expression.ts'
import type { Column } from '../../tables/table.ts'
import { type Arguments, argumentsOf, lookUp } from '../component.ts'
import { type Frame, joinRows, textAt } from './frame.ts'
import type { FittedTransform } from './preprocessing.ts'
import { refuse } from './refuse.ts'
import { applyTransforms } from './transforms/apply.ts'
import { transforms } from './transforms/table.ts'
import type { Transform } from './transforms/transform.ts'

/** What a dataset is called, and who hears its warnings. */
export interface TransformContext {
  readonly dataset: string
  warn(diagnostic: Diagnostic): void
}

/** A part on its way through the transforms. */
export interface NamedFrame {
  readonly name: string
  readonly frame: Frame
}

/**
 * Applies transforms in order to every part; each learns from the first part alone, which is `train` (or `all`), as it
 * stands after the transforms before it. Only a program that allows the leak says `fit_on: "all"`.
 */
export function transformParts(
  parts: readonly NamedFrame[],
  steps: readonly ComponentValue[],
  context: TransformContext,
): { readonly parts: readonly NamedFrame[]; readonly fitted: readonly FittedTransform[] } {
  let current = parts
  const all: FittedTransform[] = []
  for (const step of steps) {
    const [first] = current
    if (!first) break
    const isFittedOnAll = argumentsOf(step).value('fit_on') === 'all'
    const fitOn = isFittedOnAll ? { name: 'all', frame: joinRows(current.map(({ frame }) => frame)) } : first
    const fitted = fitStep(fitOn, step, context)
    for (const { name, frame } of current.slice(1)) warnOfUnseen(name, frame, fitted, context)
    current = current.map(({ name, frame }) => ({ name, frame: applyTransforms(frame, fitted) }))
    for (const { name, frame } of current) {
      const column = fitted.at(-1)?.column ?? ''
      if (frame.rows === 0)
        refuse(datasetProblems.allDropped, { dataset: context.dataset, part: name, column })
    }
    all.push(...fitted)
  }
  return { parts: current, fitted: all }
}

function fitStep(
  { name: part, frame }: NamedFrame,
  step: ComponentValue,
  { dataset, warn }: TransformContext,
): readonly FittedTransform[] {
  const transform = lookUp(transforms, 'transform', step)
  const settings = argumentsOf(step)
  const constant: string[] = []
  const context = { dataset, part, onConstant: (column: string) => constant.push(column) }
  const columns = chosenColumns(frame, step.$component, transform, settings, dataset)
  const fitted = columns.map((column) => transform.fit(column, settings, context))
  if (constant.length > 0)
    warn(diagnose(datasetProblems.constantColumns, { dataset, columns: constant, part }))
  return fitted
}

/** The columns that a transform names, or that it takes by itself. */
function chosenColumns(
  frame: Frame,
  name: string,
  transform: Transform,
  settings: Arguments,
  dataset: string,
): readonly Column[] {
  const named = settings.value('columns')
  if (!Array.isArray(named)) return frame.columns.filter((column) => transform.chooses(column))
  return [...new Set(named.map(String))].map((wanted) => {
    const column = frame.columns.find((candidate) => candidate.name === wanted)
    if (column) return column
    if (frame.target?.name === wanted) {
      const drops = name === 'impute' && settings.text('with') === 'drop'
      return drops
        ? frame.target
        : refuse(datasetProblems.transformedTarget, { transform: name, dataset, target: wanted })
    }
    const known = frame.columns.map((candidate) => candidate.name)
    const details = { dataset, field: name, name: wanted, suggestion: closest(wanted, known) }
    return refuse(datasetProblems.noColumn, details)
  })
}

/** Values that `one_hot` met in no row of the train part. */
function warnOfUnseen(
  part: string,
  frame: Frame,
  fitted: readonly FittedTransform[],
  { dataset, warn }: TransformContext,
): void {
  for (const transform of fitted) {
    if (transform.kind !== 'one_hot') continue
    const column = frame.columns.find((candidate) => candidate.name === transform.column)
    if (!column) continue
    const seen = new Set(transform.values)
    let rows = 0
    let example = ''
    for (let row = 0; row < frame.rows; row++) {
      const text = textAt(column, row)
      if (text === undefined || seen.has(text)) continue
      if (rows++ === 0) example = text
    }
    const details = { dataset, part, column: column.name, rows, example }
    if (rows > 0) warn(diagnose(datasetProblems.unseenValues, details))
  }
}

import { datasetProblems } from '../../base/diagnostics/dataset-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import type { Column } from '../../tables/table.ts'
import { countMissing, type Frame, textAt } from './frame.ts'
import type { Part, Target } from './part.ts'
import type { Preprocessing } from './preprocessing.ts'
import { refuse } from './refuse.ts'
import type { NamedFrame } from './transform-parts.ts'
import { distinctTexts, sortedValues } from './transforms/one-hot.ts'

/** Turns transformed frames into parts: dense features, and a target whose classes all parts share. */
export function makeParts(
  frames: readonly NamedFrame[],
  preprocessing: Preprocessing,
  dataset: string,
  warn: (diagnostic: Diagnostic) => void,
): readonly Part[] {
  for (const { frame } of frames) checkFeatures(frame, dataset)
  checkTargets(frames, dataset)
  const classes = classesOf(frames)
  if (classes) checkClasses(frames, classes, dataset, warn)
  return frames.map(({ name, frame }) => {
    const target = frame.target && targetOf(frame.target, classes)
    return {
      name,
      rows: frame.rows,
      featureNames: frame.columns.map((column) => column.name),
      features: featuresOf(frame, dataset),
      target,
      task: target && (target.kind === 'classes' ? 'classification' : 'regression'),
      sourceRows: frame.sourceRows,
      preprocessing,
    }
  })
}

function checkFeatures(frame: Frame, dataset: string): void {
  const texts = frame.columns.filter((column) => column.type === 'string').map(({ name }) => name)
  if (texts.length > 0) refuse(datasetProblems.textFeatures, { dataset, columns: texts })
  const missing = frame.columns
    .map((column) => ({ name: column.name, rows: countMissing(column) }))
    .filter(({ rows }) => rows > 0)
  if (missing.length > 0) refuse(datasetProblems.missingFeatures, { dataset, columns: missing })
}

function checkTargets(frames: readonly NamedFrame[], dataset: string): void {
  let rows = 0
  for (const { frame } of frames) rows += frame.target ? countMissing(frame.target) : 0
  const target = frames[0]?.frame.target?.name ?? ''
  if (rows > 0) refuse(datasetProblems.missingTarget, { dataset, target, rows })
}

/** The classes of all parts in their natural order; undefined where the target is a number, or there is none. */
function classesOf(frames: readonly NamedFrame[]): readonly string[] | undefined {
  const first = frames[0]?.frame.target
  if (!first || first.type === 'float') return undefined
  if (first.type === 'bool') return ['false', 'true']
  const found = new Set<string>()
  for (const { frame } of frames) {
    if (frame.target) for (const text of distinctTexts(frame.target)) found.add(text)
  }
  return sortedValues(first, [...found])
}

function checkClasses(
  frames: readonly NamedFrame[],
  classes: readonly string[],
  dataset: string,
  warn: (diagnostic: Diagnostic) => void,
): void {
  const first = frames[0]?.frame.target
  if (!first) return
  const seen = distinctTexts(first)
  const unseen = classes.filter((name) => !seen.has(name))
  const details = { dataset, target: first.name }
  if (unseen.length > 0) warn(diagnose(datasetProblems.unseenClasses, { ...details, classes: unseen }))
  let rows = 0
  for (const { frame } of frames) rows += frame.rows
  const looksContinuous = first.type === 'int' && classes.length > 50 && classes.length > rows / 10
  if (looksContinuous)
    warn(diagnose(datasetProblems.manyClasses, { ...details, classes: classes.length, rows }))
}

function targetOf(column: Column, classes: readonly string[] | undefined): Target {
  const { name } = column
  if (!classes) return { kind: 'numbers', name, values: Float32Array.from(column.values) }
  const indices = new Map(classes.map((text, index) => [text, index]))
  const values = new Int32Array(column.missing.length)
  for (let row = 0; row < values.length; row++) values[row] = indices.get(textAt(column, row) ?? '') ?? 0
  return { kind: 'classes', name, values, names: classes }
}

/** All columns side by side, as 32-bit floats, row-major. */
function featuresOf({ columns, rows }: Frame, dataset: string): Float32Array {
  const width = columns.length
  const features = new Float32Array(rows * width)
  for (const [position, column] of columns.entries()) {
    for (let row = 0; row < rows; row++) {
      const value = column.values[row] ?? 0
      const at = row * width + position
      features[at] = value
      if (!Number.isFinite(features[at])) {
        refuse(datasetProblems.tooLarge, { dataset, column: column.name, value })
      }
    }
  }
  return features
}

import { datasetProblems } from '../../../base/diagnostics/dataset-problems.ts'
import type { Column } from '../../../tables/table.ts'
import type { FittedTransform } from '../preprocessing.ts'
import { refuse } from '../refuse.ts'
import { presentNumbers } from './present-numbers.ts'
import { isNumeric, type Transform, withNumbers } from './transform.ts'

type Standardize = Extract<FittedTransform, { kind: 'standardize' }>

/**
 * z = (x - mean) / deviation, the deviation being that of the population (divided by n), as scikit-learn's
 * StandardScaler has it. A constant column becomes 0. Missing values are left out and stay missing.
 */
export const standardize: Transform = {
  chooses: isNumeric,
  fit(column, _settings, { dataset, part, onConstant }) {
    const { name } = column
    const transform = 'standardize'
    if (column.type === 'string') {
      const wanted = 'columns of numbers'
      refuse(datasetProblems.wrongColumnType, { transform, dataset, column: name, type: 'string', wanted })
    }
    const values = presentNumbers(column)
    if (values.length === 0) refuse(datasetProblems.nothingToFit, { transform, dataset, column: name, part })
    const mean = meanOf(values)
    const squares = values.map((value) => (value - mean) ** 2)
    const deviation = Math.sqrt(meanOf(squares))
    // Rounding leaves a constant column a deviation of some 1e-17 of its size, which is none.
    const constant = deviation <= Math.abs(mean) * 1e-14
    if (constant) onConstant(name)
    return { kind: 'standardize', column: name, mean, deviation: constant ? 1 : deviation }
  },
}

/** Applies what was fitted. */
export function applyStandardize(column: Column, { mean, deviation }: Standardize): readonly Column[] {
  return [withNumbers(column, (value) => (value - mean) / deviation)]
}

/** The mean in two passes: the second takes away the rounding of the first. */
export function meanOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  const rough = sum / values.length
  let rest = 0
  for (const value of values) rest += value - rough
  return rough + rest / values.length
}

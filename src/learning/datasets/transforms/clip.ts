import { datasetProblems } from '../../../base/diagnostics/dataset-problems.ts'
import type { Column } from '../../../tables/table.ts'
import type { FittedTransform } from '../preprocessing.ts'
import { refuse } from '../refuse.ts'
import { isNumeric, type Transform, withNumbers } from './transform.ts'

type Clip = Extract<FittedTransform, { kind: 'clip' }>

/** Cuts values off at bounds, either of which may be absent. */
export const clip: Transform = {
  chooses: isNumeric,
  fit(column, settings, { dataset }) {
    const min = bound(settings.value('min'))
    const max = bound(settings.value('max'))
    if (min !== null && max !== null && min > max) refuse(datasetProblems.badClip, { dataset, min, max })
    if (!isNumeric(column)) {
      const details = { transform: 'clip', dataset, column: column.name, type: column.type }
      refuse(datasetProblems.wrongColumnType, { ...details, wanted: 'columns of numbers' })
    }
    return { kind: 'clip', column: column.name, min, max }
  },
}

/** Applies the bounds. */
export function applyClip(column: Column, { min, max }: Clip): readonly Column[] {
  const low = min ?? Number.NEGATIVE_INFINITY
  const high = max ?? Number.POSITIVE_INFINITY
  return [withNumbers(column, (value) => Math.min(Math.max(value, low), high))]
}

function bound(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

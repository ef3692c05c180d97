import { unreachable } from '../../../base/unreachable.ts'
import type { Column } from '../../../tables/table.ts'
import { type Frame, selectRows } from '../frame.ts'
import type { FittedTransform } from '../preprocessing.ts'
import { applyClip } from './clip.ts'
import { applyImpute } from './impute.ts'
import { applyOneHot } from './one-hot.ts'
import { applyStandardize } from './standardize.ts'

/**
 * Applies what one transform learned, a fitted transform a column; serving repeats the same on raw rows, where a column
 * that is not there (the target) is passed over.
 */
export function applyTransforms(frame: Frame, fitted: readonly FittedTransform[]): Frame {
  const byColumn = new Map(fitted.map((transform) => [transform.column, transform]))
  const columns = frame.columns.flatMap((column) => {
    const transform = byColumn.get(column.name)
    return transform ? applyOne(column, transform) : [column]
  })
  return withoutMissing({ ...frame, columns }, frame, fitted)
}

function applyOne(column: Column, fitted: FittedTransform): readonly Column[] {
  switch (fitted.kind) {
    case 'standardize':
      return applyStandardize(column, fitted)
    case 'one_hot':
      return applyOneHot(column, fitted)
    case 'impute':
      return applyImpute(column, fitted)
    case 'clip':
      return applyClip(column, fitted)
    case 'drop_missing':
      return [column]
    default:
      return unreachable(fitted)
  }
}

/** Drops the rows in which a column that must be there was missing before. */
function withoutMissing(frame: Frame, before: Frame, fitted: readonly FittedTransform[]): Frame {
  const names = new Set(fitted.filter(({ kind }) => kind === 'drop_missing').map(({ column }) => column))
  const all = before.target ? [...before.columns, before.target] : before.columns
  const watched = all.filter((column) => names.has(column.name) && column.missing.includes(1))
  if (watched.length === 0) return frame
  const kept: number[] = []
  for (let row = 0; row < frame.rows; row++) {
    if (watched.every((column) => column.missing[row] !== 1)) kept.push(row)
  }
  return selectRows(frame, kept)
}

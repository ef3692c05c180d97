import { dataProblems } from '../base/diagnostics/data-problems.ts'
import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import type { Location } from '../base/source.ts'

/** How the bytes of a table are written. */
export type TableFormat =
  | {
      readonly format: 'csv'
      /** One character between fields. */
      readonly separator?: string
      /** Texts that mean that a value is missing. */
      readonly missing?: readonly string[]
    }
  | { readonly format: 'json' }
  | { readonly format: 'jsonl' }

/** The texts of `csv` that mean that a value is missing, when a program does not say. */
export const missingTexts: readonly string[] = ['', 'NA', 'NaN', 'null']

/** What is wrong with the format itself. */
export function formatProblem(format: TableFormat, location?: Location): Diagnostic | undefined {
  if (format.format !== 'csv' || format.separator === undefined) return undefined
  const { separator } = format
  const usable = separator.length === 1 && !'"\r\n'.includes(separator)
  return usable ? undefined : diagnose(dataProblems.badSeparator, { separator }, location)
}

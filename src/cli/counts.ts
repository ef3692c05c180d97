import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../base/diagnostics/usage-problems.ts'
import { failed, ok, type Result } from '../base/result.ts'

/** An option that takes a whole number from 1 on; absent stays absent. */
export function readCount(option: string, text: string | undefined): Result<number | undefined> {
  if (text === undefined) return ok(undefined)
  const count = Number(text)
  if (Number.isSafeInteger(count) && count >= 1) return ok(count)
  return failed(
    diagnose(usageProblems.badOption, { option, expected: 'a whole number from 1 on', found: `\`${text}\`` }),
  )
}

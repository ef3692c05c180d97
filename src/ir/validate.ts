import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { evaluationProblems } from '../base/diagnostics/evaluation-problems.ts'
import { failed, ok, type Result } from '../base/result.ts'
import schema from './program.schema.json' with { type: 'json' }
import type { Program } from './program.ts'

/**
 * Reads a program that was written as JSON. The validator is loaded only here: the compiler's own output is checked
 * against the schema by tests, not at each start.
 */
export async function validateProgram(json: unknown): Promise<Result<Program>> {
  const { Ajv } = await import('ajv')
  const validate = new Ajv({ allErrors: false, strict: true, strictRequired: false }).compile<Program>(schema)
  if (validate(json)) return ok(json)
  const first = validate.errors?.[0]
  return failed(
    diagnose(evaluationProblems.notAProgram, {
      place: first?.instancePath || '/',
      reason: first?.message ?? 'it does not fit the schema',
    }),
  )
}

import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import type { SecretValue, Value } from '../../ir/expression.ts'
import { describeValue } from '../../ir/functions.ts'
import type { Order } from '../commands/launcher.ts'
import type { Secrets } from '../commands/secrets.ts'
import { UnfitWord, type WordPaths, wordsOf } from '../commands/shell-words.ts'

/** The declared environment of a command; here, and nowhere before, secrets become texts. `none` takes a variable away. */
export function commandVariables(
  node: string,
  env: Value,
  paths: WordPaths,
  secrets: Secrets,
): Result<Order['variables']> {
  const variables: { [name: string]: string | null } = {}
  if (typeof env !== 'object' || env === null) return ok(variables)
  for (const [name, value] of Object.entries(env as { readonly [name: string]: Value })) {
    const text = variableText(node, value, paths, secrets)
    if (!text.ok) return text
    if (text.value?.includes('\0')) return failed(diagnose(runProblems.nullCharacter, { node }))
    variables[name] = text.value
  }
  return ok(variables)
}

function variableText(node: string, value: Value, paths: WordPaths, secrets: Secrets): Result<string | null> {
  if (value === null) return ok(null)
  if (typeof value === 'object' && '$secret' in value) return secrets.read((value as SecretValue).$secret)
  try {
    return ok(wordsOf(value, paths).join(' '))
  } catch (error) {
    if (!(error instanceof UnfitWord)) throw error
    return failed(diagnose(runProblems.unfitWord, { node, found: describeValue(error.value) }))
  }
}

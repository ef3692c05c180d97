import { readFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../base/diagnostics/usage-problems.ts'
import { failed, ok, type Result } from '../base/result.ts'

/** Values for params as they were written, before they are held against the params' types. */
export type Settings = ReadonlyMap<string, unknown>

/** Environment variables that set a param begin so: `PIPE_PARAM_LR=0.1` sets `lr`. */
const variablePrefix = 'PIPE_PARAM_'

/**
 * What the user set, the stronger over the weaker: `--set` over `--params` files (later over earlier) over the
 * environment. Texts of `--set` and the environment are read as YAML, so `[64, 32]` is a list.
 */
export function readSettings(options: {
  readonly set?: readonly string[]
  readonly params?: readonly string[]
  readonly environment: NodeJS.ProcessEnv
}): Result<Settings> {
  const settings = new Map<string, unknown>()
  for (const [name, text] of Object.entries(options.environment)) {
    if (name.startsWith(variablePrefix) && text !== undefined) {
      settings.set(name.slice(variablePrefix.length).toLowerCase(), readScalar(text))
    }
  }
  for (const path of options.params ?? []) {
    const file = readParamsFile(path)
    if (!file.ok) return file
    for (const [name, value] of file.value) settings.set(name, value)
  }
  for (const text of options.set ?? []) {
    const split = text.indexOf('=')
    if (split < 1) return failed(diagnose(usageProblems.malformedSetting, { text }))
    settings.set(text.slice(0, split).trim(), readScalar(text.slice(split + 1)))
  }
  return ok(settings)
}

function readParamsFile(path: string): Result<Settings> {
  try {
    const content: unknown = parseYaml(readFileSync(path, 'utf8'))
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      return failed(diagnose(usageProblems.unreadableParams, { path, reason: 'it is no record of values' }))
    }
    return ok(new Map(Object.entries(content)))
  } catch (error) {
    return failed(diagnose(usageProblems.unreadableParams, { path, reason: reasonOf(error) }))
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return reasons[code ?? ''] ?? (error.message.split('\n')[0] ?? '').replace(/[.:]$/, '')
}

/** `0.1` is a number, `true` a truth, `[1, 2]` a list, `none` nothing, and the rest a text, `5m` included. */
function readScalar(text: string): unknown {
  if (text.trim() === 'none') return null
  try {
    const value: unknown = parseYaml(text)
    return value instanceof Date ? text : value
  } catch {
    return text
  }
}

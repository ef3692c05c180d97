import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import type { Value } from '../../ir/expression.ts'
import { describeValue } from '../../ir/functions.ts'
import type { CommandForm } from '../plan/command-form.ts'
import { shellText, UnfitWord, type WordPaths, wordsOf } from './shell-words.ts'

/** What is handed to the operating system. */
export interface CommandLine {
  readonly file: string
  readonly arguments: readonly string[]
}

/** Linux takes 128 KiB for one argument; a longer text for `sh` goes through a file. */
const longestArgument = 100_000

/**
 * The command line of an evaluated `run`. A text is run by `sh -eu`; a text that is too long for an argument is put
 * into a file, in the folder that `scriptFolder` makes.
 */
export async function commandLine(
  node: string,
  run: Value,
  form: CommandForm,
  paths: WordPaths,
  scriptFolder: () => Promise<string>,
): Promise<Result<CommandLine>> {
  const rendered = render(node, run, form, paths)
  if (!rendered.ok) return rendered
  const words = rendered.value
  if (words.some((word) => word.includes('\0'))) return failed(diagnose(runProblems.nullCharacter, { node }))
  const [first = '', ...rest] = words
  if (form === 'words') return ok({ file: first, arguments: rest })
  if (Buffer.byteLength(first) < longestArgument) return ok({ file: 'sh', arguments: ['-eu', '-c', first] })
  const script = join(await scriptFolder(), 'command.sh')
  writeFileSync(script, first)
  return ok({ file: 'sh', arguments: ['-eu', script] })
}

/** The words of a command, or the one text of a shell command. */
function render(node: string, run: Value, form: CommandForm, paths: WordPaths): Result<readonly string[]> {
  try {
    if (form === 'words') {
      const words = wordsOf(run, paths)
      return words.length > 0 ? ok(words) : failed(unfit(node, run))
    }
    return ok([shellText(Array.isArray(run) ? run : [run], paths)])
  } catch (error) {
    if (error instanceof UnfitWord) return failed(unfit(node, error.value))
    throw error
  }
}

function unfit(node: string, value: Value): Diagnostic {
  return diagnose(runProblems.unfitWord, { node, found: describeValue(value) })
}

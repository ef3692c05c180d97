import { variableName } from '../command/fill-in.ts'
import { type CommandPiece, text } from '../command/pieces.ts'
import { shellWord } from '../command/script.ts'
import { nameFrom } from '../names.ts'

/** The files by which a step of a workflow tells later ones of outputs, variables and paths. */

const files = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE']

/** The files that the commands of a job write to. */
export function commandFiles(commands: string): readonly string[] {
  return files.filter((name) => new RegExp(`\\b${name}\\b`).test(commands))
}

/** Makes the files, for a whole job. */
export function commandFileLines(names: readonly string[]): readonly (readonly CommandPiece[])[] {
  if (names.length === 0) return []
  const made = names.map((name) => `export ${name}="$GITHUB_FILES/_${nameFrom(name.slice(7), 'file')}"`)
  const read = names.filter((name) => name === 'GITHUB_ENV' || name === 'GITHUB_PATH')
  const touched = read.length === 0 ? [] : [`touch ${read.map((name) => `"$${name}"`).join(' ')}`]
  return ['GITHUB_FILES=$(mktemp -d)', ...made, ...touched].map((line) => [text(line)])
}

/** What is read of the files after a step. */
export function readFileLines(
  command: string,
  id: string | undefined,
  outputs: readonly string[],
): readonly CommandPiece[] {
  const lines: string[] = []
  for (const key of id === undefined ? [] : outputs) {
    const place = `"$GITHUB_FILES/${id}"`
    lines.push(`${stepVariable(id ?? '', key)}=$(sed -n ${shellWord(`s/^${key}=//p`)} ${place} | tail -n 1)`)
  }
  if (/\bGITHUB_ENV\b/.test(command)) {
    lines.push('while IFS= read -r line; do export "$line"; done < "$GITHUB_ENV"')
  }
  if (/\bGITHUB_PATH\b/.test(command)) {
    lines.push('while IFS= read -r line; do PATH="$line:$PATH"; done < "$GITHUB_PATH"')
  }
  return lines.length === 0 ? [] : [text(lines.join('\n'))]
}

/** The variable that holds an output of a step for those after it. */
export function stepVariable(id: string, key: string): string {
  return `STEPS_${variableName(id)}_${variableName(key)}`
}

import { variableName } from '../command/fill-in.ts'
import { type CommandPiece, text } from '../command/pieces.ts'
import { shellWord } from '../command/script.ts'
import { nameFrom } from '../names.ts'

/** The files by which a step of a workflow tells later ones of outputs, variables and paths. */

/** Makes the files, for a whole job. */
export const commandFileLines: readonly (readonly CommandPiece[])[] = [
  [text('GITHUB_FILES=$(mktemp -d)')],
  ...['OUTPUT', 'ENV', 'PATH', 'STEP_SUMMARY', 'STATE'].map((name) => {
    const file = nameFrom(name, 'file')
    return [text(`export GITHUB_${name}="$GITHUB_FILES/_${file}"`)]
  }),
  [text('touch "$GITHUB_ENV" "$GITHUB_PATH"')],
]

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

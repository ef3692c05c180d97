import { writeList, writeString, writeText } from '../program/write.ts'
import { fillIn, type Variables } from './fill-in.ts'
import { type CommandPiece, type CommandValue, joined, outline, text } from './pieces.ts'
import { changesShell, hasSeveralCommands, readsVariables } from './shell.ts'

/** A command as the source would start it: in a shell of its own. */
export interface ScriptCommand {
  readonly pieces: readonly CommandPiece[]
  /** Where it runs, from the folder of the program; absent for that folder itself. */
  readonly folder?: string | undefined
  /** Lines for its shell alone, before it: variables that it has to itself. */
  readonly opening?: readonly CommandPiece[]
  /** Lines of the outer shell after it: what later commands read of it. */
  readonly following?: readonly CommandPiece[]
  /** A failure of it is no failure of the script. */
  readonly mayFail?: boolean
  /** The source's shell stops at the first failure inside of the command. */
  readonly stopsAtFailure: boolean
}

/** Commands one after another, each only when the one before succeeded, and what has to be done around them. */
export interface Script {
  readonly before: readonly CommandPiece[]
  readonly commands: readonly ScriptCommand[]
  readonly after: readonly CommandPiece[]
  readonly shell: Shell
}

/** `sh` is the language's own, `sh -eu`; for bash the words that start it, which the text follows. */
export type Shell = { readonly kind: 'sh' } | { readonly kind: 'bash'; readonly words: readonly string[] }

/** What is needed to fill values in. */
export interface Filling {
  readonly variables: Variables
  readonly unfit: (value: CommandValue) => void
}

/** A script as the value of `run`. */
export function writeScript(script: Script, filling: Filling): string {
  const pieces = scriptPieces(script)
  const holes = script.shell.kind === 'sh'
  const filled = fillIn(pieces, { ...filling, holes })
  if (script.shell.kind === 'sh') return writeText(filled)
  return writeList([...script.shell.words.map(writeString), writeText(filled)])
}

function scriptPieces({ before, commands, after, shell }: Script): readonly CommandPiece[] {
  const lines: (readonly CommandPiece[])[] = []
  if (before.length > 0) lines.push(before)
  for (const [index, command] of commands.entries()) {
    const { following = [], mayFail } = command
    const last = index === commands.length - 1 && after.length === 0 && following.length === 0 && !mayFail
    lines.push(commandLines(command, shell, last))
    if (following.length > 0) lines.push(following)
  }
  if (after.length > 0) lines.push(after)
  return joined(lines.flatMap((line, index) => (index === 0 ? line : [text('\n'), ...line])))
}

/** A command with what its shell needs to be told, in parentheses where the commands after it must not notice. */
function commandLines(command: ScriptCommand, shell: Shell, last: boolean): readonly CommandPiece[] {
  const seen = outline(command.pieces)
  const opening = command.opening ?? []
  const off = `${!command.stopsAtFailure && hasSeveralCommands(seen) ? 'e' : ''}${shell.kind === 'sh' && readsVariables(seen) ? 'u' : ''}`
  const head = [
    ...(off === '' ? [] : [`set +${off}`]),
    ...(command.folder === undefined ? [] : [`cd ${shellWord(command.folder)}`]),
  ]
  const pieces = [...head.flatMap((line) => [text(`${line}\n`)]), ...opening, ...command.pieces]
  const alters = head.length > 0 || opening.length > 0 || command.mayFail || changesShell(seen)
  if (!alters || last) return pieces
  return [text('(\n'), ...indented(pieces), text(command.mayFail ? '\n) || true' : '\n)')]
}

/** Two spaces further in, except where lines are the content of heredocs or quotes: those stay as they are. */
function indented(pieces: readonly CommandPiece[]): readonly CommandPiece[] {
  const seen = outline(pieces)
  if (/<<|['"][^'"\n]*\n/.test(seen)) return pieces
  const shifted = pieces.map((piece) =>
    piece.kind === 'text' ? text(piece.text.replaceAll('\n', '\n  ')) : piece,
  )
  return [text('  '), ...shifted]
}

/** A path as one word of the shell. */
export function shellWord(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}

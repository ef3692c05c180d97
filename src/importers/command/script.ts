import { holePlaces } from '../../compiler/elaborate/shell-scanner.ts'
import { writeList, writeString, writeText } from '../program/write.ts'
import { fillIn, openQuote, type Variables } from './fill-in.ts'
import { type CommandPiece, type CommandValue, joined, outline, text } from './pieces.ts'
import { changesShell, hasSeveralCommands, readsVariables } from './shell.ts'

/** A command as the source would start it: in a shell of its own. */
export interface ScriptCommand {
  readonly pieces: readonly CommandPiece[]
  /** Where it runs, from the folder of the program; absent for that folder itself. */
  readonly folder?: string | undefined
  /** Lines for its shell alone, before it: variables that it has to itself. */
  readonly opening?: readonly CommandPiece[]
  /** Variables that its opening sets. */
  readonly sets?: readonly string[]
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
  /** Variables that are sure to be set. */
  readonly isSet: (name: string) => boolean
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

function scriptPieces({ before, commands, after, shell, isSet }: Script): readonly CommandPiece[] {
  const lines: (readonly CommandPiece[])[] = []
  if (before.length > 0) lines.push(before)
  for (const [index, command] of commands.entries()) {
    const { following = [], mayFail } = command
    const last = index === commands.length - 1 && after.length === 0 && following.length === 0 && !mayFail
    lines.push(commandLines(command, shell, isSet, last))
    if (following.length > 0) lines.push(following)
  }
  if (after.length > 0) lines.push(after)
  return joined(lines.flatMap((line, index) => (index === 0 ? line : [text('\n'), ...line])))
}

/** A command with what its shell needs to be told, in parentheses where the commands after it must not notice. */
function commandLines(
  command: ScriptCommand,
  shell: Shell,
  isSet: (name: string) => boolean,
  last: boolean,
): readonly CommandPiece[] {
  const seen = outline(command.pieces)
  const opening = command.opening ?? []
  const goesOn = !command.stopsAtFailure && hasSeveralCommands(seen)
  const off = `${goesOn ? 'e' : ''}${shell.kind === 'sh' && readsVariables(seen, (name) => isSet(name) || command.sets?.includes(name) === true) ? 'u' : ''}`
  const head = [
    ...(off === '' ? [] : [`set +${off}`]),
    ...(command.folder === undefined ? [] : [`cd ${shellWord(command.folder)}`]),
  ]
  const pieces = [...head.flatMap((line) => [text(`${line}\n`)]), ...opening, ...command.pieces]
  const alters = head.length > 0 || opening.length > 0 || command.mayFail || changesShell(seen)
  if (!alters || last) return pieces
  if (!command.mayFail) return [text('(\n'), ...indented(pieces), text('\n)')]
  // Behind `||` a shell would not stop at the first failure inside of the parentheses any more.
  return [text('set +e\n(\n'), ...indented([text('set -e\n'), ...pieces]), text('\n)\nset -e')]
}

/** Two spaces further in, unless a line begins inside of quotes or a heredoc, whose content that would change. */
export function indented(pieces: readonly CommandPiece[]): readonly CommandPiece[] {
  const lines = outline(pieces).split('\n')
  const places = holePlaces(lines.map((line, index) => (index < lines.length - 1 ? `${line}\n` : line)))
  const isWord = (place: string, index: number) => {
    const before = lines.slice(0, index + 1).join('\n')
    return (
      place === 'word' || (place === 'unclear' && !before.includes('<<') && openQuote(before) === undefined)
    )
  }
  if (!places.every(isWord)) return pieces
  const shifted = pieces.map((piece) =>
    piece.kind === 'text' ? text(piece.text.replace(/(?<!\\)\n(?!\n)/g, '\n  ')) : piece,
  )
  return [text('  '), ...shifted]
}

/** A path as one word of the shell. */
export function shellWord(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}

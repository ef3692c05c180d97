/** A command of the source: text as it stands, and values that were to be filled in. */
export type CommandPiece = CommandText | CommandValue

export interface CommandText {
  readonly kind: 'text'
  readonly text: string
}

export interface CommandValue {
  readonly kind: 'value'
  /** The value in the language: `lr`, `clean.rows`, `outputs.model`. */
  readonly expression: string
  /** What its environment variable is called where a hole can't stand. */
  readonly variable: string
  /** False: it always goes by the environment, since its text is split into words where it stands bare. */
  readonly asWord: boolean
  /** The text that it stands for, where that is known: written where even a variable can't stand. */
  readonly literal?: string
  /** As the source has it: what is left where nothing else can stand. */
  readonly written?: string
  /** What the shell reads it by already, in place of an expression of the program: `GITHUB_SHA?`, without braces. */
  readonly known?: string
}

/** A piece of text. */
export function text(value: string): CommandText {
  return { kind: 'text', text: value }
}

/** Neighbouring texts joined, empty ones dropped. */
export function joined(pieces: readonly CommandPiece[]): readonly CommandPiece[] {
  const result: CommandPiece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (piece.kind === 'text' && piece.text === '') continue
    if (piece.kind === 'text' && last?.kind === 'text')
      result[result.length - 1] = text(last.text + piece.text)
    else result.push(piece)
  }
  return result
}

/** The text with a stand-in for each value: what is looked at to see what a command does. */
export function outline(pieces: readonly CommandPiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : 'x')).join('')
}

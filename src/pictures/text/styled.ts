/** The colours of every terminal; the user's own theme decides how they look. */
export type TextColor = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray'

export interface TextStyle {
  readonly color?: TextColor
  readonly bold?: boolean
  readonly dim?: boolean
}

/** A piece of a line with one look; whether looks are shown is for the command to say. */
export interface TextSpan extends TextStyle {
  readonly text: string
}

export type TextLine = readonly TextSpan[]

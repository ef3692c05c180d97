/** What a character can begin, as small numbers for the lexer's switch. */
export const Character = {
  other: 0,
  blank: 1,
  newline: 2,
  letter: 3,
  digit: 4,
  quote: 5,
  hash: 6,
  punctuation: 7,
} as const

const classes = new Uint8Array(128)

function mark(characters: string, kind: number): void {
  for (const character of characters) classes[character.charCodeAt(0)] = kind
}

mark(' \t\r', Character.blank)
mark('\n', Character.newline)
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', Character.letter)
mark('0123456789', Character.digit)
mark('"', Character.quote)
mark('#', Character.hash)
mark('{}()[],:=.+-*/<>!', Character.punctuation)

/** The class of a UTF-16 unit; beyond ASCII, and at the end of the text (NaN), `other`. */
export function classOf(code: number): number {
  return code < 128 ? (classes[code] ?? Character.other) : Character.other
}

/** True for what a name goes on with: letters, digits, underscore. */
export function isWord(code: number): boolean {
  const kind = classOf(code)
  return kind === Character.letter || kind === Character.digit
}

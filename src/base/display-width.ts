/** Text of which every UTF-16 unit is one column: ASCII, Latin, arrows, box drawing, blocks, Braille and the marks used here. */
const oneColumnEach =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u2713\u2717\u2800-\u28ff]*$/

/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), as inclusive pairs. Emoji are told by their property. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
]

const invisible = /^[\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]+$/u
const emoji = /^\p{Emoji_Presentation}|^[\p{Extended_Pictographic}\d#*].*\ufe0f/u

let segmenter: Intl.Segmenter | undefined

/** The characters of a text as a reader counts them: a letter with its accents, an emoji with its modifiers. */
export function graphemes(text: string): string[] {
  if (oneColumnEach.test(text)) return text.split('')
  segmenter ??= new Intl.Segmenter()
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** How many columns of a terminal one such character takes: 0, 1 or 2. */
export function columnsOf(grapheme: string): number {
  if (oneColumnEach.test(grapheme)) return grapheme.length
  if (invisible.test(grapheme)) return 0
  if (emoji.test(grapheme)) return 2
  const point = grapheme.codePointAt(0) ?? 0
  return wideRanges.some(([from, to]) => point >= from && point <= to) ? 2 : 1
}

/** How many columns of a terminal a text takes: wide characters count two, combining marks none. */
export function displayWidth(text: string): number {
  if (oneColumnEach.test(text)) return text.length
  let width = 0
  for (const grapheme of graphemes(text)) width += columnsOf(grapheme)
  return width
}

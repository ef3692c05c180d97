import { columnsOf, graphemes } from '../../base/display-width.ts'

/** Widths in ems of a wide common sans-serif, so that text fits its box whatever font the viewer has. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!]/, 0.3],
  [/[ftrI()[\]\s/\\`-]/, 0.4],
  [/[mwMW@%…—]/, 0.95],
  [/[A-Z&]/, 0.7],
  [/[\d_*+=<>~#$?×]/, 0.63],
]
const ordinary = 0.59

/** How wide a text is, in the unit of its size. */
export function textWidth(text: string, size: number, bold = false): number {
  let ems = 0
  for (const grapheme of graphemes(text)) {
    const known = grapheme.length === 1 && grapheme.charCodeAt(0) < 0x2500
    if (known) ems += widths.find(([those]) => those.test(grapheme))?.[1] ?? ordinary
    else ems += columnsOf(grapheme) * (ordinary - 0.05)
  }
  return ems * size * (bold ? 1.07 : 1)
}

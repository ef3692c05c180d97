/** The few escape codes that diagnostics are coloured with (ECMA-48, Select Graphic Rendition). */
const codes = { bold: '1', red: '1;31', yellow: '1;33', blue: '1;34', cyan: '1;36' } as const

export type Style = keyof typeof codes

/** Puts a style around a text, or leaves it plain. */
export type Paint = (style: Style, text: string) => string

/** The painter for a stream that shows colours, or for one that does not. */
export function painter(color: boolean): Paint {
  return color
    ? (style, text) => (text === '' ? '' : `\u001b[${codes[style]}m${text}\u001b[0m`)
    : (_style, text) => text
}

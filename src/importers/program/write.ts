import { escapeBlock, escapeText } from '../../parser/text-block.ts'

/** A text of the program with holes: `{ hole: 'clean.rows' }` is written `${clean.rows}`. */
export type TextPiece = { readonly text: string } | { readonly hole: string }

/** One entry of a block, its value already in the language. */
export type Field = readonly [key: string, value: string]

/** A text as a literal of the language: over several lines where it has some and can be written so. */
export function writeText(pieces: readonly TextPiece[]): string {
  const texts = pieces.map((piece) => ('text' in piece ? piece.text : ''))
  return texts.some((text) => text.includes('\n')) && fitsBlock(pieces) ? block(pieces) : line(pieces)
}

/** A plain text as a literal. */
export function writeString(text: string): string {
  return writeText([{ text }])
}

/** A key of a record: bare where it is a name. */
export function writeKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : `"${escapeText(key)}"`
}

/** `{ a: 1, b: 2 }`, or one entry a line where that is too long. */
export function writeRecord(fields: readonly Field[]): string {
  if (fields.length === 0) return '{}'
  const entries = fields.map(([key, value]) => `${writeKey(key)}: ${value}`)
  const row = `{ ${entries.join(', ')} }`
  return row.length <= 90 && !row.includes('\n') ? row : `{\n${entries.join('\n')}\n}`
}

export function writeList(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

function line(pieces: readonly TextPiece[]): string {
  const parts = pieces.map((piece, index) => {
    if ('hole' in piece) return `\${${piece.hole}}`
    const next = pieces[index + 1]
    const escaped = escapeText(piece.text)
    // A `$` right before a hole would hide the hole.
    return next && 'hole' in next && escaped.endsWith('$') ? `${escaped.slice(0, -1)}\\$` : escaped
  })
  return `"${parts.join('')}"`
}

/** In `"""` nothing is escaped but `$${`, so not every text can stand there. */
function fitsBlock(pieces: readonly TextPiece[]): boolean {
  return pieces.every((piece, index) => {
    if ('hole' in piece) return true
    const next = pieces[index + 1]
    const { text } = piece
    if (text.includes('"""') || /[\p{Cc}\u2028\u2029\ufeff]/u.test(text.replace(/[\n\t]/g, ''))) return false
    if (next === undefined && text.endsWith('"')) return !/\n[ \t]*$/.test(text)
    return !(next && 'hole' in next && text.endsWith('$'))
  })
}

function block(pieces: readonly TextPiece[]): string {
  const content = pieces
    .map((piece) => ('hole' in piece ? `\${${piece.hole}}` : escapeBlock(piece.text)))
    .join('')
  const lines = content.split('\n').map((text) => (text === '' ? '' : `    ${text}`))
  return `"""\n${lines.join('\n')}\n    """`
}

/** What a text of a cell could be read as. `beyond`: NaN, an infinity, or too large for a 64-bit float. */
export type CellForm = 'int' | 'float' | 'beyond' | 'bool' | 'text'

const whole = /^[+-]?\d+$/
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const notFinite = /^[+-]?(?:inf|infinity|nan)$/i
const truth = /^(?:true|false)$/i

/** The narrowest type that a text can be read as; whole numbers beyond ±2^53 are floats. */
export function formOf(text: string): CellForm {
  const first = text.charCodeAt(0)
  // `+` to `9`, but for `,` and `/`: all that a finite number can begin with.
  if (first >= 43 && first <= 57) {
    if (whole.test(text)) return text.length < 16 || Number.isSafeInteger(Number(text)) ? 'int' : float(text)
    if (decimal.test(text)) return float(text)
  }
  if (notFinite.test(text)) return 'beyond'
  return truth.test(text) ? 'bool' : 'text'
}

/** A float, if it is not too large for one; a short text without an exponent can't be. */
function float(text: string): CellForm {
  if (text.length < 300 && !text.includes('e') && !text.includes('E')) return 'float'
  return Number.isFinite(Number(text)) ? 'float' : 'beyond'
}

/** A field without the spaces and tabs around it, which never count. */
export function trimmed(field: string): string {
  const length = field.length
  if (length === 0) return field
  return field.charCodeAt(0) <= 32 || field.charCodeAt(length - 1) <= 32 ? field.trim() : field
}

/** A JSON value in words, for messages. */
export function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return 'a text'
    case 'number':
      return 'a number'
    case 'boolean':
      return 'a boolean'
    default:
      return 'a record'
  }
}

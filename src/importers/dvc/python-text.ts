import type { YamlScalar } from '../yaml/tree.ts'

/** A value as DVC, which is Python, writes it into a text: `1.0` stays `1.0`, nothing becomes `None`. */
export function pythonText({ value, text }: Pick<YamlScalar, 'value' | 'text'>): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'string') return value
  return isInteger(text) ? integerText(text) : floatText(value)
}

/** True for digits alone: what Python reads as an int, and prints without a point. */
export function isInteger(text: string): boolean {
  return /^[-+]?(\d[\d_]*|0x[0-9a-fA-F]+|0o[0-7]+)$/.test(text)
}

function integerText(text: string): string {
  const digits = text.replaceAll('_', '').replace(/^\+/, '')
  const negative = digits.startsWith('-')
  const whole = BigInt(negative ? digits.slice(1) : digits)
  return `${negative && whole !== 0n ? '-' : ''}${whole}`
}

/** Python's `repr` of a float: the shortest digits, with an exponent below 1e-4 and from 1e16 on. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? '-' : '+'
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  const plain =
    Math.abs(value) < 1 ? value.toFixed(Math.max(1, -exponent + fractionDigits(mantissa))) : String(value)
  return plain.includes('.') ? plain : `${plain}.0`
}

function fractionDigits(mantissa: string): number {
  return mantissa.split('.')[1]?.length ?? 0
}

/** A text as one word of the shell, as Python's `shlex.quote` writes it. */
export function pythonQuote(text: string): string {
  if (text === '') return "''"
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`
}

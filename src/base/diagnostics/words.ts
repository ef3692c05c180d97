/** `1 row`, `1,200 rows`. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
}

/** A share as a person writes it: `15%`. */
export function percentOf(share: number): string {
  return `${Number((share * 100).toPrecision(6))}%`
}

/** At most five names, and how many more. */
export function namesOf(all: readonly string[]): string {
  const shown = all.slice(0, 5).map((name) => `\`${name}\``)
  return all.length > 5 ? `${shown.join(', ')} and ${all.length - 5} more` : shown.join(', ')
}

/** A value of the user's, short enough for a sentence. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}…` : value)
}

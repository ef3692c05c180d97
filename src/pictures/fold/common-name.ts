/** One name for several: `fit_*` where they begin alike, else the first and the last. */
export function commonName(names: readonly string[]): string {
  const [first = '', ...others] = names
  const last = others.at(-1) ?? first
  if (first === last) return first
  let length = first.length
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length -= 1
  // A prefix ends at a word or a number: `fit_1` of `fit_1` and `fit_12` says less than `fit_`.
  const prefix = first.slice(0, length).replace(/\d+$/, '')
  return prefix.length >= 2 ? `${prefix}*` : `${first} … ${last}`
}

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The one text of a JSON value: keys sorted by code unit, no spaces, `-0` as `0`, absent members left out
 * (RFC 8785's number and string forms are those of `JSON.stringify`). Hashes are taken of this text.
 */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new RangeError(`canonical JSON has no form for ${value}`)
    }
    return String(value === 0 ? 0 : value)
  }
  return Array.isArray(value) ? listText(value) : recordText(value as { readonly [key: string]: Json })
}

// Ten thousand keys are hashes of such texts: one string grows, and names, of which there are few, are quoted once.
function listText(items: readonly Json[]): string {
  let text = '['
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ','
    text += canonicalJson(items[index])
  }
  return `${text}]`
}

function recordText(record: { readonly [key: string]: Json | undefined }): string {
  let text = '{'
  for (const key of Object.keys(record).sort()) {
    const member = record[key]
    if (member === undefined) continue
    if (text.length > 1) text += ','
    text += quoted(key) + canonicalJson(member)
  }
  return `${text}}`
}

const quotedNames = new Map<string, string>()
const mostNames = 1000

/** A name and its colon. */
function quoted(name: string): string {
  const known = quotedNames.get(name)
  if (known !== undefined) return known
  const text = `${JSON.stringify(name)}:`
  if (quotedNames.size < mostNames) quotedNames.set(name, text)
  return text
}

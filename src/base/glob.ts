/** A pattern for paths: where matching files can lie, and which of the files below match. */
export interface Glob {
  /** The folders of the pattern before the first wildcard, without a final `/`; `''` for none. */
  readonly base: string
  /** Held against a whole path, base included, `/`-separated. */
  readonly matches: (path: string) => boolean
  /** Whether matches can lie in folders below the one folder that the wildcards begin in. */
  readonly deep: boolean
}

/** Whether a path has wildcards: `*`, `?`, `[…]` or `{a,b}`. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path)
}

/**
 * Reads a pattern: `*` and `?` stay within a name, `**` spans folders (none included), `[a-z]` and `[!a-z]` are one
 * character, `{a,b}` alternatives. A name that begins with a dot is met only by a pattern that says the dot.
 */
export function parseGlob(pattern: string): Glob {
  const names = pattern.split('/')
  const first = names.findIndex(isGlob)
  const base = names.slice(0, first < 0 ? -1 : first).join('/')
  const rest = first < 0 ? names.slice(-1) : names.slice(first)
  const expression = compile(`^${names.map(segment).join('/').replaceAll('\0/', '(?:(?!\\.)[^/]+/)*')}$`)
  return { base, matches: (path) => expression.test(path), deep: rest.length > 1 || rest[0] === '**' }
}

/** A pattern such as `[z-a]`, which no regular expression has a form for, matches nothing. */
function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'u')
  } catch {
    return /(?!)/
  }
}

/** The regular expression of one name; `\0` stands for `**` before a slash until the whole is put together. */
function segment(name: string, index: number, names: readonly string[]): string {
  if (name === '**') return index === names.length - 1 ? '(?:(?!\\.)[^/]+/)*(?!\\.)[^/]+' : '\0'
  let depth = 0
  const text = name.replace(/\[[!^]?[^\]]+\]|[\s\S]/gu, (part) => {
    if (part.length > 2 && part.startsWith('[')) return characterClass(part.slice(1, -1))
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (part === '{') {
      depth++
      return '(?:'
    }
    if (part === '}' && depth > 0) {
      depth--
      return ')'
    }
    if (part === ',' && depth > 0) return '|'
    return part.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
  })
  return `${/^[*?[]/.test(name) ? '(?!\\.)' : ''}${text}${')'.repeat(depth)}`
}

function characterClass(inner: string): string {
  const negated = inner.startsWith('!') || inner.startsWith('^')
  const members = (negated ? inner.slice(1) : inner).replace(/[\\\]^[]/g, '\\$&')
  return `[${negated ? '^/' : ''}${members}]`
}

import type { Value } from './variables.ts'

/** A text of dvc.yaml: what stands there, and the expressions to fill in. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly written: string; readonly path: readonly string[] | undefined }

/** The expression is what is between `${` and the next `}`; `\${` stands for itself. */
const expression = /(?<!\\)\$\{(.*?)\}/g

/** Takes a text apart as DVC does. An expression that DVC can't read has no path. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = []
  let from = 0
  for (const match of text.matchAll(expression)) {
    parts.push(literal(text.slice(from, match.index)))
    parts.push({ kind: 'expression', written: match[0], path: pathOf(match[1] ?? '') })
    from = match.index + match[0].length
  }
  parts.push(literal(text.slice(from)))
  return parts.filter((part) => part.kind !== 'text' || part.text !== '')
}

function literal(text: string): Part {
  return { kind: 'text', text: text.replaceAll('\\${', '${') }
}

/** `models.cnn[0]` as keys. */
function pathOf(inner: string): readonly string[] | undefined {
  if (!/^[^.[\]]+(\.[^.[\]]+|\[[^.[\]]+\])*$/.test(inner)) return undefined
  return inner
    .replaceAll('[', '.')
    .replaceAll(']', '')
    .split('.')
    .map((key) => key.trim())
}

/** The names that can be written, for suggestions. */
export function* namesIn(value: Value, prefix = ''): Iterable<string> {
  if (value.kind !== 'map') return
  for (const [key, inner] of value.entries) {
    yield `${prefix}${key}`
    yield* namesIn(inner, `${prefix}${key}.`)
  }
}

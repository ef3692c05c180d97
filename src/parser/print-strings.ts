import type { Expression, StringLiteral, Template, TemplateText } from './ast.ts'
import { escapeBlock, escapeText } from './text-block.ts'

/**
 * Strings as they are printed. `inline` writes the expression of a hole on one line, or gives undefined where that
 * can't be done.
 */
export type Inline = (expression: Expression) => string | undefined

/** True for a node that no parser read: it has no text to be faithful to. */
export function isMade({ start, end }: { readonly start: number; readonly end: number }): boolean {
  return start === end
}

/** A string on one line; undefined for a `"""` that has several. */
export function lineString(node: StringLiteral, text: string): string | undefined {
  if (isMade(node)) return node.multiline ? undefined : `"${escapeText(node.value)}"`
  const raw = text.slice(node.start, node.end)
  return raw.includes('\n') ? undefined : raw
}

/** A string with holes on one line; undefined for a `"""` that has several, or a hole that needs several. */
export function lineTemplate(node: Template, text: string, inline: Inline): string | undefined {
  if (isMade(node) ? node.multiline : text.slice(node.start, node.end).includes('\n')) return undefined
  const quotes = node.multiline ? '"""' : '"'
  let written = quotes
  for (const [index, part] of node.parts.entries()) {
    if (part.kind === 'text') {
      written += isMade(part) ? madeText(part, node.parts[index + 1]) : text.slice(part.start, part.end)
      continue
    }
    const hole = inline(part)
    if (hole === undefined) return undefined
    written += `\${${hole}}`
  }
  return written + quotes
}

/** A `$` right before a hole would hide the hole. */
function madeText({ value }: TemplateText, next: TemplateText | Expression | undefined): string {
  const escaped = escapeText(value)
  return next && next.kind !== 'text' && escaped.endsWith('$') ? `${escaped.slice(0, -1)}\\$` : escaped
}

/**
 * A `"""` over several lines: the text starts on its own line and is as far in as the closing quotes, whatever it was
 * before; the value is the same.
 */
export function blockString(
  node: StringLiteral | Template,
  indentation: string,
  inline: Inline,
): string | undefined {
  const parts = node.kind === 'string' ? [{ kind: 'text' as const, value: node.value }] : node.parts
  if (node.kind === 'string' && node.value === '') return `"""\n${indentation}"""`
  let written = '"""\n'
  let atLineStart = true
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    if (part.kind === 'text') {
      written += indentLines(escapeBlock(part.value), indentation, atLineStart, isLast)
      atLineStart = part.value.endsWith('\n')
      continue
    }
    const hole = inline(part)
    if (hole === undefined) return undefined
    written += `${atLineStart && index === 0 ? indentation : ''}\${${hole}}`
    atLineStart = false
  }
  return `${written}\n${indentation}"""`
}

/** Indents each line that has something on it; the last one counts as such when a hole follows. */
function indentLines(text: string, indentation: string, atLineStart: boolean, isLast: boolean): string {
  const lines = text.split('\n')
  return lines
    .map((line, index) => {
      const starts = index > 0 || atLineStart
      const bare = line === '' && (index < lines.length - 1 || isLast)
      return starts && !bare ? indentation + line : line
    })
    .join('\n')
}

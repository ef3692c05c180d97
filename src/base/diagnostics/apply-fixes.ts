import type { SourceText } from '../source.ts'
import type { Edit, Fix } from './diagnostic.ts'

/** A text after some fixes, and those that were applied to it. */
export interface Applied {
  readonly text: string
  readonly fixes: readonly Fix[]
}

/**
 * Applies the fixes to one text, in the order given: a fix that touches another file, or a place that a fix before it
 * has changed, is left out as a whole.
 */
export function applyFixes(source: SourceText, fixes: readonly Fix[]): Applied {
  const taken: Edit[] = []
  const applied: Fix[] = []
  for (const fix of fixes) {
    if (fix.edits.some(({ location }) => location.file !== source.file)) continue
    const edits = fix.edits.map((edit) => wholeLines(edit, source.text))
    if (edits.some((edit) => taken.some((other) => collide(edit, other)))) continue
    taken.push(...edits)
    applied.push(fix)
  }
  return { text: withEdits(source.text, taken), fixes: applied }
}

function withEdits(text: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((a, b) => a.location.start - b.location.start)
  let result = ''
  let at = 0
  for (const { location, text: written } of inOrder) {
    result += text.slice(at, location.start) + written
    at = location.end
  }
  return result + text.slice(at)
}

/** Two edits in one place have no order, so they count as colliding even where both only add. */
function collide(a: Edit, b: Edit): boolean {
  return a.location.start <= b.location.end && b.location.start <= a.location.end
}

/** What leaves nothing of its lines takes them away, with the `##` lines that documented it. */
function wholeLines(edit: Edit, text: string): Edit {
  const { location } = edit
  if (edit.text !== '' || location.start === location.end) return edit
  const lineStart = text.lastIndexOf('\n', location.start - 1) + 1
  const lineBreak = text.indexOf('\n', location.end)
  const lineEnd = lineBreak < 0 ? text.length : lineBreak
  if (
    text.slice(lineStart, location.start).trim() !== '' ||
    text.slice(location.end, lineEnd).trim() !== ''
  ) {
    return edit
  }
  const documented = /(?:^##.*\n)*$/m.exec(text.slice(0, lineStart))?.[0].length ?? 0
  const start = lineStart - documented
  const end = Math.min(text.length, lineEnd + 1)
  return { location: { ...location, start, end }, text: '' }
}

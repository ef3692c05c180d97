/** A declaration head at the start of a line: `kind name {`, `kind name =`, `kind name:`, `import {`. */
const head =
  /(?:import[ \t]*\{|(?!(?:if|then|else|and|or|not|in|true|false|none)\b)[A-Za-z_]\w*[ \t]+[A-Za-z_]\w*[ \t]*(?:\{|:|=(?!=)))/y

/** True when a declaration head starts at the offset, which must be the start of a line. */
export function isHeadAt(text: string, offset: number): boolean {
  head.lastIndex = offset
  return head.test(text)
}

/**
 * Where the pieces of a text begin that a change within one leaves alone: at each declaration head in column 0, with
 * the documentation above it. Lines within a `"""` may look like heads too.
 */
export function pieceStarts(text: string): readonly number[] {
  const starts = [0]
  let documented = -1
  for (let line = 0; line >= 0 && line < text.length; ) {
    if (isHeadAt(text, line)) {
      const start = documented < 0 ? line : documented
      if (start > 0) starts.push(start)
    }
    if (!text.startsWith('##', line)) documented = -1
    else if (documented < 0) documented = line
    line = text.indexOf('\n', line) + 1 || -1
  }
  return starts
}

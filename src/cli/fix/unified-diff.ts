/** Unchanged lines that are shown around a change. */
const around = 3

type Line = readonly [mark: ' ' | '-' | '+', text: string]

/** What changed between two texts, in the unified format of `diff -u` and `patch`; nothing when they are the same. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return ''
  const lines = compare(before.split('\n'), after.split('\n'))
  const hunks = hunksOf(lines)
  return [`--- ${file}`, `+++ ${file}`, ...hunks].join('\n').concat('\n')
}

/** Common lines at both ends first; what is between them by the longest common subsequence. */
function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  const kept = (texts: readonly string[]) => texts.map((text): Line => [' ', text])
  return [
    ...kept(before.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...kept(before.slice(before.length - end)),
  ]
}

/** More pairs of lines than this are not compared one by one: the whole stretch is shown as replaced. */
const mostPairs = 4_000_000

function middle(before: readonly string[], after: readonly string[]): readonly Line[] {
  const removed = before.map((text): Line => ['-', text])
  const added = after.map((text): Line => ['+', text])
  if (before.length * after.length > mostPairs) return [...removed, ...added]
  const lengths = commonLengths(before, after)
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      lines.push([' ', before[i] ?? ''])
      i++
      j++
    } else if (i < before.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? -1)) {
      lines.push(['-', before[i++] ?? ''])
    } else lines.push(['+', after[j++] ?? ''])
  }
  return lines
}

/** Lengths of the longest common subsequences of the ends from each pair of lines on. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  for (let i = before.length - 1; i >= 0; i--) {
    const [row, below] = [rows[i], rows[i + 1]]
    if (!row || !below) continue
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return rows
}

function hunksOf(lines: readonly Line[]): readonly string[] {
  const hunks: string[] = []
  const changed = lines.flatMap(([mark], index) => (mark === ' ' ? [] : [index]))
  let next = 0
  while (next < changed.length) {
    const from = Math.max(0, (changed[next] ?? 0) - around)
    let last = changed[next] ?? 0
    while (next < changed.length && (changed[next] ?? 0) <= last + 2 * around) last = changed[next++] ?? last
    const to = Math.min(lines.length, last + around + 1)
    hunks.push(...hunkOf(lines, from, to))
  }
  return hunks
}

function hunkOf(lines: readonly Line[], from: number, to: number): readonly string[] {
  const count = (part: readonly Line[], other: '-' | '+') => part.filter(([mark]) => mark !== other).length
  const before = lines.slice(0, from)
  const shown = lines.slice(from, to)
  // The text ends with a line break, so its last line is empty and not a line of its own.
  const body = shown.filter(
    (line, index) => !(from + index === lines.length - 1 && line[0] === ' ' && line[1] === ''),
  )
  const head = `@@ -${count(before, '+') + 1},${count(body, '+')} +${count(before, '-') + 1},${count(body, '-')} @@`
  return [head, ...body.map(([mark, text]) => mark + text)]
}

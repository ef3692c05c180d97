import { type CommandPiece, type CommandValue, joined, text } from './pieces.ts'

/** A path that a command may name, and what stands for it in the program. */
export interface NamedPath {
  /** As the command has it: seen from the folder it runs in. */
  readonly path: string
  readonly value: CommandValue
  /** What is inside of it counts too: `models/a.bin` of `models`. */
  readonly isFolder: boolean
}

/** A command in which paths became values, and which of them it named. */
export interface Renamed {
  readonly pieces: readonly CommandPiece[]
  readonly named: ReadonlySet<NamedPath>
}

/** Puts values in the place of paths, where a path is plainly a word of the command or the end of one (`--out=a.csv`). */
export function namePaths(pieces: readonly CommandPiece[], paths: readonly NamedPath[]): Renamed {
  const segments = segmentsOf(pieces)
  const whole = segments.map(({ written }) => written).join('')
  const found = matches(whole, paths)
  const result: CommandPiece[] = []
  let from = 0
  for (const match of found) {
    result.push(...cut(segments, from, match.start), match.path.value)
    from = match.end
  }
  result.push(...cut(segments, from, whole.length))
  return { pieces: joined(result), named: new Set(found.map(({ path }) => path)) }
}

interface Segment {
  readonly piece: CommandPiece
  readonly written: string
  readonly start: number
}

function segmentsOf(pieces: readonly CommandPiece[]): readonly Segment[] {
  let start = 0
  return pieces.map((piece) => {
    const written = piece.kind === 'text' ? piece.text : (piece.literal ?? '\0')
    const segment = { piece, written, start }
    start += written.length
    return segment
  })
}

interface Match {
  readonly start: number
  readonly end: number
  readonly path: NamedPath
}

/** Every place of every path, the longest path first where several begin together, none inside of another. */
function matches(whole: string, paths: readonly NamedPath[]): readonly Match[] {
  const all = paths.filter(({ path }) => /[./]/.test(path)).flatMap((path) => placesOf(whole, path))
  all.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Match[] = []
  for (const match of all) if ((kept.at(-1)?.end ?? 0) <= match.start) kept.push(match)
  return kept
}

function placesOf(whole: string, path: NamedPath): readonly Match[] {
  const escaped = path.path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const ending = path.isFolder ? `(?=$|[\\s"';|&)<>/])` : `(?=$|[\\s"';|&)<>])`
  const pattern = new RegExp(`(?<=^|[\\s=<>"'(;|&])(?:\\./)*${escaped}${ending}`, 'g')
  return [...whole.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    path,
  }))
}

/** The pieces between two offsets; a value that is only partly between them is cut as text. */
function cut(segments: readonly Segment[], from: number, to: number): readonly CommandPiece[] {
  return segments.flatMap(({ piece, written, start }): readonly CommandPiece[] => {
    const end = start + written.length
    if (end <= from || start >= to) return []
    if (start >= from && end <= to) return [piece]
    return [text(written.slice(Math.max(0, from - start), to - start))]
  })
}

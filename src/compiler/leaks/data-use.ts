import type { Location } from '../../base/source.ts'

/** The rows of a dataset, as far as they can be compared with those of another. */
export interface DataOrigin {
  /** Tells datasets apart: the id of the node. */
  readonly id: string
  /** As a person names it. */
  readonly name: string
  readonly parts: readonly string[]
  /** What its rows are read from: paths of files, or the source as its IR says it. */
  readonly sources: readonly string[]
  /** The source and the split as the IR says them: where both are the same, the same rows are in the same parts. */
  readonly deal: string
  /** Of a split by hash: the column that decides, and the stretch of each part between 0 and 1 where it is known. */
  readonly hash?: { readonly key: string | undefined; readonly stretches?: ReadonlyMap<string, Stretch> }
}

/** From the first number up to the second. */
export type Stretch = readonly [number, number]

/** A part of a dataset, or `all` of one. */
export interface Portion {
  readonly origin: DataOrigin
  readonly part: string
}

/**
 * How rows were seen. `holds`: it is those rows, or was made of them; then what became of that: a transform was
 * `fitted` on them, a model was `trained` on them, something was `selected` by them, a number was `evaluated` on them.
 */
export type Seen = 'holds' | 'fitted' | 'trained' | 'selected' | 'evaluated'

/** One thing that a value has seen of the data: the label by which leaks are found. */
export interface DataUse {
  /** Uses with the same key say the same. */
  readonly key: string
  readonly how: Seen
  /** The rows that lie in all of these; the dataset that was split last comes first. */
  readonly rows: readonly Portion[]
  /** Where the rows were handed over, and the node that took them. */
  readonly at: Location
  readonly by: string
}

/** The label of what has seen no data: one array for all, since there are many. */
export const noData: readonly DataUse[] = Object.freeze([])

/** A use of rows by a node. */
export function dataUse(how: Seen, rows: readonly Portion[], at: Location, by: string): DataUse {
  const key = `${how} ${rows.map(({ origin, part }) => `${origin.id}.${part}`).join(' ')}`
  return { key, how, rows, at, by }
}

/** What two values have seen together. Labels are in order of key, so that the result depends on no order of the text. */
export function joinData(a: readonly DataUse[], b: readonly DataUse[]): readonly DataUse[] {
  if (a === b || b.length === 0) return a
  if (a.length === 0) return b
  const joined: DataUse[] = []
  let left = 0
  let right = 0
  for (;;) {
    const one = a[left]
    const other = b[right]
    if (!one || !other) break
    if (one.key <= other.key) {
      joined.push(one)
      left++
      if (one.key === other.key) right++
    } else {
      joined.push(other)
      right++
    }
  }
  for (; left < a.length; left++) joined.push(a[left] as DataUse)
  for (; right < b.length; right++) joined.push(b[right] as DataUse)
  // What adds nothing leaves the label as it was: a long chain of nodes shares one.
  if (joined.length === a.length) return a
  return joined.length === b.length ? b : joined
}

/** The label with other words for how rows were seen, said by the node that saw them so. */
export function seenAs(
  uses: readonly DataUse[],
  words: Partial<Record<Seen, Seen>>,
  at: Location,
  by: string,
): readonly DataUse[] {
  if (!uses.some(({ how }) => words[how])) return uses
  const changed = uses.map((use) => {
    const how = words[use.how]
    return how ? dataUse(how, use.rows, at, by) : use
  })
  const unique = new Map(changed.map((use) => [use.key, use]))
  return [...unique.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** What is chosen is no number: it was not evaluated on anything, though it may have been selected so. */
export function withoutEvaluated(data: readonly DataUse[]): readonly DataUse[] {
  return data.some(({ how }) => how === 'evaluated') ? data.filter(({ how }) => how !== 'evaluated') : data
}

/** A portion as a program names it: `moons.test`. */
export function portionText({ origin, part }: Portion): string {
  return `${origin.name}.${part}`
}

/** The rows of a use by the name that a person knows them by. */
export function rowsText({ rows }: DataUse): string {
  const [first] = rows
  return first ? portionText(first) : 'rows'
}

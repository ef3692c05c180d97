/** What stands where a secret stood. */
export const redacted = '***'

/** Encodings of less than this many characters of a secret would also hide innocent text. */
const shortestEncoded = 4

/**
 * Every text by which a secret may appear in an output: itself, its lines, and how base64, URLs, JSON, hexadecimal and
 * shell quoting write it.
 */
function disguises(text: string): readonly string[] {
  // Bytes that are no UTF-8 are told as U+FFFD in logs as well.
  const secret = Buffer.from(text).toString()
  const trimmed = secret.trim()
  const plain = [text, secret, trimmed, ...lines(secret)]
  if (trimmed.length < shortestEncoded) return plain
  const encoded = [secret, trimmed].flatMap((text) => {
    const bytes = Buffer.from(text)
    return [
      ...base64Forms(bytes),
      encodeURIComponent(text),
      encodeURIComponent(text).toLowerCase(),
      new URLSearchParams([['', text]]).toString().slice(1),
      JSON.stringify(text).slice(1, -1),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      text.replaceAll("'", "'\\''"),
    ]
  })
  return [...plain, ...encoded]
}

/** The lines of a secret of several lines, such as a key: an output may indent them. */
function lines(secret: string): readonly string[] {
  if (!secret.includes('\n')) return []
  return secret
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= shortestEncoded)
}

/**
 * How base64 writes the bytes alone, and inside of a longer text at each of the three ways its groups can fall
 * (characters at the seams depend on the neighbours and are left out), in both alphabets.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  const forms = [bytes.toString('base64'), bytes.toString('base64').replace(/=+$/, '')]
  for (const shift of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const whole = Math.floor(((shift + bytes.length) * 8) / 6)
    forms.push(text.slice(Math.ceil((shift * 8) / 6), whole))
  }
  const long = forms.filter((form) => form.length >= shortestEncoded)
  return [...long, ...long.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))]
}

/** A piece of a text, `end` exclusive. */
interface Interval {
  readonly start: number
  readonly end: number
}

/** Takes secrets out of everything that leaves the program. */
export class Redactor {
  private readonly needles = new Set<string>()

  /** From here on, this text is hidden. */
  add(secret: string): void {
    for (const needle of disguises(secret)) if (needle !== '') this.needles.add(needle)
  }

  get active(): boolean {
    return this.needles.size > 0
  }

  text(text: string): string {
    return this.active ? masked(text, this.find(text), 0, text.length) : text
  }

  /** Every text in a JSON-like value, keys aside. */
  value<T>(value: T): T {
    return this.active ? (this.deep(value) as T) : value
  }

  /** Where forms of secrets lie, those that overlap as one. */
  find(text: string): readonly Interval[] {
    const found: Interval[] = []
    for (const needle of this.needles) {
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
        found.push({ start: at, end: at + needle.length })
      }
    }
    return merged(found)
  }

  /** Where the text must be held back, since a secret may begin there and go on in what is still to come. */
  holdFrom(text: string): number {
    let from = text.length
    for (const needle of this.needles) {
      const first = needle[0] ?? ''
      let at = text.indexOf(first, Math.max(0, text.length - needle.length + 1))
      while (at >= 0 && at < from && !needle.startsWith(text.slice(at))) at = text.indexOf(first, at + 1)
      if (at >= 0 && at < from) from = at
    }
    return from
  }

  private deep(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item) => this.deep(item))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.deep(member)]))
  }
}

function merged(found: readonly Interval[]): readonly Interval[] {
  const result: { start: number; end: number }[] = []
  for (const { start, end } of found.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else result.push({ start, end })
  }
  return result
}

/** The text up to `until` with each interval masked; an interval that begins before `told` has had its mask. */
function masked(text: string, intervals: readonly Interval[], told: number, until: number): string {
  let result = ''
  let at = 0
  for (const { start, end } of intervals) {
    if (start >= until) break
    result += text.slice(at, start)
    if (start >= told) result += redacted
    at = end
  }
  return result + text.slice(at, Math.max(at, until))
}

/** Redacts a text that comes in pieces, also where a secret is cut by their border. */
export class RedactingStream {
  private readonly redactor: Redactor
  private held = ''
  /** So many characters of `held` belong to a secret whose mask was already told. */
  private covered = 0

  constructor(redactor: Redactor) {
    this.redactor = redactor
  }

  /** What can be told of the text so far. */
  push(piece: string): string {
    if (!this.redactor.active && this.held === '') return piece
    const text = this.held + piece
    return this.tell(text, this.redactor.holdFrom(text))
  }

  end(): string {
    return this.tell(this.held, this.held.length)
  }

  private tell(text: string, hold: number): string {
    const known: Interval = { start: 0, end: this.covered }
    const intervals = merged(
      this.covered > 0 ? [known, ...this.redactor.find(text)] : this.redactor.find(text),
    )
    const told = masked(text, intervals, this.covered > 0 ? 1 : 0, hold)
    // What was told masked stays so, also when nothing more can be told yet.
    const begun = (start: number) => start < hold || (start === 0 && this.covered > 0)
    const cut = intervals.find(({ start, end }) => begun(start) && end > hold)
    this.covered = cut ? cut.end - hold : 0
    this.held = text.slice(hold)
    return told
  }
}

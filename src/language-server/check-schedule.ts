/** Typing is quicker than this, in milliseconds: what comes within it is checked once. */
const shortest = 8
/** However slow a check is, no one waits longer for it to begin. */
const longest = 250

/**
 * Says when programs are checked: a moment after the last change, half as long as the last check took, so that a
 * large program is not checked for each letter. One at a time, with room for requests between.
 */
export class CheckSchedule {
  private readonly check: (file: string) => void
  private readonly waiting = new Set<string>()
  private readonly lengths = new Map<string, number>()
  private timer: NodeJS.Timeout | undefined

  constructor(check: (file: string) => void) {
    this.check = check
  }

  /** The program is to be checked; asked again before it was, it is checked once. */
  request(file: string): void {
    this.waiting.delete(file)
    this.waiting.add(file)
    const lengths = [...this.waiting].map((each) => this.lengths.get(each) ?? 0)
    clearTimeout(this.timer)
    this.timer = setTimeout(
      () => this.next(),
      Math.min(longest, Math.max(shortest, Math.max(...lengths) / 2)),
    )
  }

  forget(file: string): void {
    this.waiting.delete(file)
    this.lengths.delete(file)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.waiting.clear()
  }

  /** The one that was asked for last is the one that is looked at. */
  private next(): void {
    const file = [...this.waiting].at(-1)
    if (file === undefined) return
    this.waiting.delete(file)
    const start = performance.now()
    this.check(file)
    this.lengths.set(file, performance.now() - start)
    if (this.waiting.size > 0) this.timer = setTimeout(() => this.next(), 0)
  }
}

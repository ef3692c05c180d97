/** Lets so many lines of a kind through and counts the rest, so that ten thousand facts of one kind don't bury the others. */
export class Quota {
  private left: number
  /** Lines that were not written since the last report. */
  held = 0

  constructor(lines: number) {
    this.left = lines
  }

  take(): boolean {
    if (this.left > 0) {
      this.left -= 1
      return true
    }
    this.held += 1
    return false
  }
}

/** What a screen is drawn on. */
export interface Terminal {
  readonly rows?: number | undefined
  write(text: string): boolean
}

const enterAlternateScreen = '\u001b[?1049h'
const leaveAlternateScreen = '\u001b[?1049l'
const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'
// Text that is wider than was reckoned must be cut off, not wrapped onto the next line.
const disableWrap = '\u001b[?7l'
const enableWrap = '\u001b[?7h'
const clear = '\u001b[2J\u001b[H'
const beginUpdate = '\u001b[?2026h'
const endUpdate = '\u001b[?2026l'

/**
 * The alternate screen of a terminal, drawn a whole frame at a time. Only lines that changed are written, each at its
 * place and in one piece, so that nothing flickers or scrolls and the user's own scrollback is never touched (which
 * Ink's own writer clears when a frame is as high as the terminal).
 */
export class Screen {
  private readonly terminal: Terminal
  private lines: readonly string[] = []
  private entered = false

  constructor(terminal: Terminal) {
    this.terminal = terminal
  }

  enter(): void {
    if (this.entered) return
    this.entered = true
    this.lines = []
    this.terminal.write(enterAlternateScreen + hideCursor + disableWrap + clear)
  }

  /** Gives the terminal back as it was. Safe to call twice, and while the process exits. */
  leave(): void {
    if (!this.entered) return
    this.entered = false
    // Cleared first: some terminals keep what is left there when they were resized meanwhile.
    this.terminal.write(clear + enableWrap + showCursor + leaveAlternateScreen)
  }

  /** Forgets what was drawn: the next frame is written in full. After a resize, or when something else wrote here. */
  invalidate(): void {
    this.lines = []
    if (this.entered) this.terminal.write(clear)
  }

  /** Draws a frame; lines beyond the last row are left out. */
  draw(frame: string): void {
    if (!this.entered) return
    const lines = frame.split('\n').slice(0, this.terminal.rows || 24)
    let update = ''
    for (let row = 0; row < Math.max(lines.length, this.lines.length); row++) {
      const line = lines[row] ?? ''
      if (line !== (this.lines[row] ?? '')) update += `\u001b[${row + 1};1H\u001b[2K${line}`
    }
    this.lines = lines
    if (update !== '') this.terminal.write(`${beginUpdate}${update}\u001b[0m${endUpdate}`)
  }
}

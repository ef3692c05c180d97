import type { Token } from './tokens.ts'

/** Something open: a bracket, a hole, or a string whose hole is being read. */
export interface Frame {
  readonly opener: '{' | '(' | '[' | '${' | '"' | '"""'
  readonly start: number
  /** Start of the line on which it was opened. */
  readonly lineStart: number
  /** Of a string: its text so far, for stripping the indentation once the end is known. */
  readonly chunks: Token[]
}

/** What is open, from the outermost in. Knows where the outermost strings are without looking for them. */
export class FrameStack {
  private readonly frames: Frame[] = []
  /** Level of the outermost one-line string that is open; -1 for none. */
  lineString = -1
  /** Level of the outermost `"""` that is open; -1 for none. */
  blockString = -1

  get depth(): number {
    return this.frames.length
  }

  get top(): Frame | undefined {
    return this.frames[this.frames.length - 1]
  }

  at(level: number): Frame | undefined {
    return this.frames[level]
  }

  push(frame: Frame): void {
    if (frame.opener === '"' && this.lineString < 0) this.lineString = this.frames.length
    if (frame.opener === '"""' && this.blockString < 0) this.blockString = this.frames.length
    this.frames.push(frame)
  }

  pop(): Frame | undefined {
    const frame = this.frames.pop()
    this.forget()
    return frame
  }

  /** Takes off every frame from a level on, and gives them from the outermost in. */
  cut(level: number): readonly Frame[] {
    const cut = this.frames.splice(level)
    this.forget()
    return cut
  }

  /** The innermost few, from the outermost of them in. */
  innermost(count: number): readonly Frame[] {
    return this.frames.slice(-count)
  }

  private forget(): void {
    if (this.lineString >= this.frames.length) this.lineString = -1
    if (this.blockString >= this.frames.length) this.blockString = -1
  }
}

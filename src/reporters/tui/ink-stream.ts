import { EventEmitter } from 'node:events'
import type { Screen } from './screen.ts'

/**
 * What Ink takes for the terminal: it has the terminal's size, and every frame that Ink writes goes to the screen. Ink
 * runs in its debug mode, in which it writes whole frames and nothing else.
 */
export class InkStream extends EventEmitter {
  readonly isTTY = false
  private readonly screen: Screen
  private readonly size: () => { readonly columns: number; readonly rows: number }

  constructor(screen: Screen, size: () => { readonly columns: number; readonly rows: number }) {
    super()
    this.screen = screen
    this.size = size
  }

  get columns(): number {
    return this.size().columns
  }

  get rows(): number {
    return this.size().rows
  }

  write(frame: string): boolean {
    this.screen.draw(frame)
    return true
  }
}

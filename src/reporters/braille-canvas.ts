import type { Color, Line, Span } from './text/styled-line.ts'

interface Dot {
  readonly x: number
  readonly y: number
}

/** The bit of each dot of a Braille cell (Unicode block U+2800), by row and column. */
const bits: readonly (readonly [number, number])[] = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
]

/** A drawing surface of Braille cells, each two dots wide and four high; one colour a cell. */
export class BrailleCanvas {
  readonly dotsAcross: number
  readonly dotsDown: number
  private readonly columns: number
  private readonly cells: Uint8Array
  private readonly colors: (Color | undefined)[]

  constructor(columns: number, rows: number) {
    this.columns = columns
    this.dotsAcross = columns * 2
    this.dotsDown = rows * 4
    this.cells = new Uint8Array(columns * rows)
    this.colors = new Array<Color | undefined>(columns * rows)
  }

  /** Sets one dot; outside of the surface nothing happens. The last colour of a cell wins. */
  dot(x: number, y: number, color: Color): void {
    if (x < 0 || y < 0 || x >= this.dotsAcross || y >= this.dotsDown) return
    const cell = (y >> 2) * this.columns + (x >> 1)
    this.cells[cell] = (this.cells[cell] ?? 0) | (bits[y & 3]?.[x & 1] ?? 0)
    this.colors[cell] = color
  }

  /** A straight line between two dots (Bresenham's algorithm). */
  line(from: Dot, to: Dot, color: Color): void {
    const across = Math.abs(to.x - from.x)
    const down = -Math.abs(to.y - from.y)
    const stepX = from.x < to.x ? 1 : -1
    const stepY = from.y < to.y ? 1 : -1
    let error = across + down
    let { x, y } = from
    for (let count = across - down + 1; count > 0; count--) {
      this.dot(x, y, color)
      if (x === to.x && y === to.y) return
      const twice = 2 * error
      if (twice >= down) {
        error += down
        x += stepX
      }
      if (twice <= across) {
        error += across
        y += stepY
      }
    }
  }

  /** The rows, neighbours of one colour joined; empty cells are spaces. */
  rows(): Line[] {
    const rows: Line[] = []
    for (let start = 0; start < this.cells.length; start += this.columns) {
      const row: { text: string; color?: Color }[] = []
      for (let cell = start; cell < start + this.columns; cell++) {
        const mask = this.cells[cell] ?? 0
        const text = mask === 0 ? ' ' : String.fromCharCode(0x2800 + mask)
        const color = mask === 0 ? undefined : this.colors[cell]
        const last = row.at(-1)
        if (last && last.color === color) last.text += text
        else row.push(color === undefined ? { text } : { text, color })
      }
      rows.push(row satisfies Span[])
    }
    return rows
  }
}

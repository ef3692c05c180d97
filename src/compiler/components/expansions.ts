import type { Declared, Home } from '../bind/declared.ts'
import type { Term } from '../elaborate/term.ts'

/** How deep components may use one another; without a circle, which is told apart, none comes near. */
const deepest = 50

/** How many declarations and values the uses of components may make in all: far above what a program needs. */
export const mostParts = 50_000

/** What keeps the expansion of components finite, and what their uses hand on to the nodes inside. */
export class Expansions {
  private readonly open = new Set<Declared>()
  private readonly handedOn = new Map<Home, ReadonlyMap<string, Term>>()
  private parts = 0
  private isTold = false

  /**
   * Runs the expansion of one use. A component that is met inside of itself is not opened again: the check of cycles
   * says so. `tooMany` is called when a program would never end to grow.
   */
  within<T>(component: Declared, parts: number, expand: () => T, tooMany: () => void): T | undefined {
    if (this.open.has(component)) return undefined
    this.parts += parts
    if (this.parts > mostParts || this.open.size >= deepest) {
      if (!this.isTold) tooMany()
      this.isTold = true
      return undefined
    }
    this.open.add(component)
    const expanded = expand()
    this.open.delete(component)
    return expanded
  }

  /** Notes the fields of every node that a use gives: they reach all that stands inside. */
  handOn(inside: Home, fields: ReadonlyMap<string, Term>): void {
    if (fields.size > 0) this.handedOn.set(inside, fields)
  }

  handedTo(inside: Home): ReadonlyMap<string, Term> | undefined {
    return this.handedOn.get(inside)
  }
}

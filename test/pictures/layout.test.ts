import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folded } from '../../src/pictures/fold/folded.ts'
import { graphOf } from '../../src/pictures/from-program.ts'
import type { Graph } from '../../src/pictures/graph.ts'
import { layOut } from '../../src/pictures/layout/layout.ts'
import type { Layout, Place } from '../../src/pictures/layout/place.ts'
import { boxSize } from '../../src/pictures/svg/box-size.ts'
import { arbitraryProgram } from './arbitrary-program.ts'

function overlap(a: Place, b: Place): boolean {
  const margin = 0.5
  return (
    a.x + margin < b.x + b.width &&
    b.x + margin < a.x + a.width &&
    a.y + margin < b.y + b.height &&
    b.y + margin < a.y + a.height
  )
}

function inside(inner: Place, outer: Place): boolean {
  const margin = 0.5
  return (
    inner.x >= outer.x - margin &&
    inner.y >= outer.y - margin &&
    inner.x + inner.width <= outer.x + outer.width + margin &&
    inner.y + inner.height <= outer.y + outer.height + margin
  )
}

/** The frames around a box, from the innermost out. */
function framesAround(graph: Graph, group: string | undefined): readonly string[] {
  const parents = new Map(graph.groups.map(({ id, parent }) => [id, parent]))
  const found: string[] = []
  for (let id = group; id !== undefined; id = parents.get(id)) found.push(id)
  return found
}

function expectApart(graph: Graph, { boxes, frames, width, height, routes }: Layout): void {
  const places = [...boxes.values()]
  for (const [index, one] of places.entries()) {
    expect(inside(one, { x: 0, y: 0, width, height })).toBe(true)
    for (const two of places.slice(index + 1)) expect(overlap(one, two)).toBe(false)
  }
  for (const { id, group } of graph.boxes) {
    const own = framesAround(graph, group)
    const place = boxes.get(id)
    for (const [frame, area] of frames) {
      if (!place) throw new Error(`${id} has no place`)
      if (own.includes(frame)) expect(inside(place, area)).toBe(true)
      else expect(overlap(place, area)).toBe(false)
    }
  }
  for (const { points } of routes) {
    expect(points.length).toBeGreaterThanOrEqual(2)
    for (const { x, y } of points)
      expect(inside({ x, y, width: 0, height: 0 }, { x: 0, y: 0, width, height })).toBe(true)
  }
}

describe.each(['down', 'right'] as const)('drawn %s', (direction) => {
  test('boxes lie apart, in their frames and in no others', () => {
    fc.assert(
      fc.property(arbitraryProgram(30), (program) => {
        const graph = folded(graphOf(program), 25)
        expectApart(
          graph,
          layOut(graph, (box) => boxSize(box, direction), direction),
        )
      }),
      { numRuns: 30 },
    )
  })
})

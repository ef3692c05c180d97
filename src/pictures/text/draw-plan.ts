import { displayWidth } from '../../base/display-width.ts'
import type { NodeStatus } from '../graph.ts'
import { leading } from '../run-states.ts'
import { Canvas } from './canvas.ts'
import { columnsOf } from './columns.ts'
import type { Face } from './face.ts'
import type { Layered } from './layered.ts'
import type { Net } from './net.ts'
import { type Wire, wiresOf } from './pins.ts'
import type { TextColor, TextLine, TextStyle } from './styled.ts'
import { type Tracks, tracksOf } from './tracks.ts'

const faceHeight = 4

/** Boxes and lines on a canvas; `clashes` when two nets could not be kept apart. */
export function drawPlan(
  plan: Layered,
  columns: number,
): { readonly lines: readonly TextLine[]; readonly clashes: boolean } {
  const left = columnsOf(plan, columns)
  const canvas = new Canvas()
  const wires = plan.layers.map((_, index) => wiresOf(plan.legs[index] ?? [], left))
  const tracks = wires.map(tracksOf)
  const tops = topsOf(tracks)
  for (const item of plan.layers.flat()) {
    const [top, at] = [tops[item.layer] ?? 0, left.get(item) ?? 0]
    if (item.face) drawFace(canvas, item.face, top, at)
    else if (item.net) canvas.vertical(item.net, at, top, top + faceHeight - 1)
  }
  for (const [index, between] of wires.entries()) {
    const channel = tracks[index]
    for (const wire of between) if (channel) drawWire(canvas, wire, channel, (tops[index] ?? 0) + faceHeight)
  }
  return { lines: canvas.lines(lineStyle), clashes: canvas.clashes() }
}

function topsOf(tracks: readonly Tracks[]): readonly number[] {
  let top = 0
  return tracks.map(({ count }) => {
    const own = top
    top += faceHeight + count
    return own
  })
}

function lineStyle(net: Net): TextStyle {
  if (net.kind === 'trial') return { color: 'yellow' }
  return net.kind === 'data' ? {} : { dim: true }
}

function drawWire(canvas: Canvas, wire: Wire, { rows, count }: Tracks, first: number): void {
  const { net, from, top, bottoms } = wire
  const last = first + count - 1
  const track = rows.get(wire)
  if (track === undefined) canvas.vertical(net, top, first, last)
  else {
    const row = first + track
    const columns = [top, ...bottoms.map(({ column }) => column)]
    canvas.horizontal(net, row, Math.min(...columns), Math.max(...columns))
    canvas.vertical(net, top, first, row - 1)
    canvas.half(net, row, top, 'up')
    for (const { column } of bottoms) {
      canvas.half(net, row, column, 'down')
      canvas.vertical(net, column, row + 1, last)
    }
  }
  // Where a line leaves its box, the border opens; a lane goes on by itself.
  if (from) canvas.write(first - 1, top, '┬', borderStyle(from))
  for (const { item, column } of bottoms) {
    if (item.face)
      canvas.write(
        last + 1,
        column,
        net.kind === 'order' || net.kind === 'alternative' ? '▽' : '▼',
        lineStyle(net),
      )
  }
}

const kindColors: Readonly<Record<string, TextColor>> = {
  dataset: 'blue',
  train: 'magenta',
  evaluate: 'cyan',
  score: 'yellow',
  sweep: 'yellow',
  compare: 'cyan',
  register: 'green',
  deploy: 'green',
  experiment: 'magenta',
}

const stateColors: Readonly<Record<NodeStatus, TextColor>> = {
  succeeded: 'green',
  cached: 'cyan',
  failed: 'red',
  skipped: 'gray',
}

/** By how it ended where a run is shown, else by its kind. */
function borderStyle({ box }: Face): TextStyle {
  const color = box.state ? stateColors[leading(box.state)] : kindColors[box.kind]
  return color ? { color } : {}
}

function drawFace(canvas: Canvas, face: Face, top: number, at: number): void {
  const { box, name, count, state, about, width } = face
  const style = borderStyle(face)
  const line = (box.fold ? '┄' : '─').repeat(width - 2)
  const right = at + width - 1
  canvas.write(top, at, `╭${line}╮`, style)
  for (const row of [top + 1, top + 2]) {
    canvas.write(row, at, `│${' '.repeat(width - 2)}│`, style)
  }
  canvas.write(top + 1, at + 2, name, { bold: true })
  canvas.write(top + 2, at + 2, about, { dim: true })
  canvas.write(top + 1, right - 1 - displayWidth(state), state, style)
  const before = state === '' ? 0 : displayWidth(state) + 1
  canvas.write(top + 1, right - 1 - before - displayWidth(count), count, { bold: true })
  canvas.write(top + 3, at, `╰${line}╯`, style)
  let column = at + 1
  for (const part of box.parts) {
    canvas.write(top + 3, column + 1, ` ${part} `, { dim: true })
    column += displayWidth(part) + 4
  }
}

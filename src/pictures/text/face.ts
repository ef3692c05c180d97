import { displayWidth } from '../../base/display-width.ts'
import { shortened } from '../gist.ts'
import type { Box } from '../graph.ts'
import { leading } from '../run-states.ts'
import { aboutOf, countText, stateText, statusSigns } from '../words.ts'
import type { Net } from './net.ts'

/** A box of characters: what it says and how wide it is. */
export interface Face {
  readonly box: Box
  readonly name: string
  readonly count: string
  readonly state: string
  readonly about: string
  /** With its borders. */
  readonly width: number
}

/** A box in at most so many columns of text, wide enough for the lines that come and go. */
export function faceOf(
  box: Box,
  room: { readonly label: number; readonly arriving: number; readonly leaving: readonly Net[] },
): Face {
  const sign = box.state ? statusSigns[leading(box.state)] : ''
  const state = [sign, stateText(box) ?? ''].filter(Boolean).join(' ')
  const count = countText(box)
  const aside = [count, state].filter(Boolean).join(' ')
  const name = shortened(box.name, Math.max(6, room.label - displayWidth(aside) - 2))
  const about = shortened(aboutOf(box), room.label)
  const first = displayWidth(name) + (aside ? displayWidth(aside) + 2 : 0)
  const parts = box.parts.reduce((sum, part) => sum + displayWidth(part) + 4, 1)
  const lines = 2 * Math.max(room.arriving, room.leaving.length) + 1
  const inner = Math.max(first, displayWidth(about), box.parts.length > 0 ? parts - 2 : 0, lines)
  return { box, name, count, state, about, width: inner + 4 }
}

import { statusLooks } from '../../node-style.ts'
import { nodeStatuses } from '../../state/run-state.ts'
import { type Line, lineWidth, type Span, span } from '../../text/styled-line.ts'
import { keyHelp } from '../keys.ts'
import type { Area } from '../layout.ts'
import { Rows } from './rows.tsx'

interface HelpProps {
  readonly area: Area
  readonly color: boolean
}

function signs(width: number): Line[] {
  const first: Span[] = [span(' ')]
  const lines: Span[][] = [first]
  for (const status of nodeStatuses) {
    const { glyph, word, ...style } = statusLooks[status]
    const piece = span(`${glyph} ${word}  `, style)
    const line = lines.at(-1)
    if (line && lineWidth(line) + lineWidth([piece]) <= width) line.push(piece)
    else lines.push([span(' '), piece])
  }
  return lines
}

/** What the keys do and what the signs mean. */
export function Help({ area, color }: HelpProps) {
  const keys = keyHelp.map(
    ([names, meaning]): Line => [span(` ${names.padEnd(14)}`, { bold: true }), span(meaning)],
  )
  const lines: Line[] = [...keys, [], ...signs(area.width), [], [span(' any key goes back', { dim: true })]]
  return <Rows lines={lines} width={area.width} height={area.height} color={color} />
}

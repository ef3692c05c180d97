import type { RunState } from '../state/run-state.ts'
import { sanitizeLine } from '../text/sanitize.ts'
import { type Line, span } from '../text/styled-line.ts'
import { wrap } from '../text/wrap.ts'

const mostLeaks = 20

/** The leaks of test data that the program allows, each with its reason: a result is read with them in mind. */
export function leakLines(state: RunState, width: number): readonly Line[] {
  const lines: Line[] = []
  let count = 0
  for (const { allowedLeaks = [] } of state.nodes.values()) {
    for (const { code, message, reason } of allowedLeaks) {
      if (++count > mostLeaks) continue
      for (const text of wrap(`${code} ${sanitizeLine(message)}`, width - 2)) lines.push([span(`  ${text}`)])
      const why = wrap(`allowed: ${sanitizeLine(reason)}`, width - 4)
      for (const text of why) lines.push([span(`    ${text}`, { dim: true })])
    }
  }
  if (count > mostLeaks) lines.push([span(`  … and ${count - mostLeaks} more`, { dim: true })])
  return lines
}

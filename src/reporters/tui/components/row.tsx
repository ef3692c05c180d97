import { Text, Transform } from 'ink'
import { memo } from 'react'

interface RowProps {
  /** The line with its escape sequences, if any. */
  readonly painted: string
  /** The columns it takes. */
  readonly width: number
}

/**
 * One painted line. To Ink it is a blank of the line's width that becomes the line when it is written: Ink remembers the
 * measure of every text that it has ever seen, which a view that changes ten times a second for hours would fill the
 * memory with.
 */
export const Row = memo(({ painted, width }: RowProps) => (
  <Transform transform={() => painted}>
    <Text wrap="truncate">{' '.repeat(Math.max(1, width))}</Text>
  </Transform>
))

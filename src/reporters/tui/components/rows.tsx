import { Box } from 'ink'
import { fitLine, type Line, lineWidth, paint } from '../../text/styled-line.ts'
import type { Area } from '../layout.ts'
import { Row } from './row.tsx'

interface RowsProps extends Area {
  readonly lines: readonly Line[]
  readonly color: boolean
}

/** A block of painted lines of exactly one size: what is beyond it is cut off. */
export function Rows({ lines, width, height, color }: RowsProps) {
  const shown = lines.slice(0, height).map((line) => (lineWidth(line) > width ? fitLine(line, width) : line))
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {shown.map((line, index) => (
        <Row key={index} painted={paint(line, color)} width={lineWidth(line)} />
      ))}
    </Box>
  )
}

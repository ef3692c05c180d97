import { randomInt } from 'node:crypto'

/**
 * `20261121-093512-k7f2`: day and time (UTC), then the millisecond and two random characters, all in base 36. Sorted
 * as text, ids are in the order in which the runs began.
 */
export function newRunId(at: Date = new Date()): string {
  const [day = '', time = ''] = at.toISOString().split('T')
  const millisecond = at.getUTCMilliseconds().toString(36).padStart(2, '0')
  const random = randomInt(36 ** 2)
    .toString(36)
    .padStart(2, '0')
  return `${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${millisecond}${random}`
}

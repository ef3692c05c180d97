// `pipe check` of the quickstart in a fresh process, beside a Node that does nothing. Reach: at most 3 times its wall time.
import { join } from 'node:path'
import { formatSeconds, timeMedian } from '../timing.mjs'

const root = join(import.meta.dirname, '../..')
const runs = 15
const floor = timeMedian(process.execPath, ['-e', '0'], { runs })
const ours = timeMedian(
  process.execPath,
  [join(root, 'dist/pipe.js'), 'check', join(root, 'examples/quickstart/penguins.pipe')],
  { runs },
)
console.log(`node -e 0    ${formatSeconds(floor.seconds)}`)
console.log(`pipe check   ${formatSeconds(ours.seconds)}, ${ours.megabytes.toFixed(0)} MB`)
console.log(`ratio        ${(ours.seconds / floor.seconds).toFixed(2)} (reach: 3)`)

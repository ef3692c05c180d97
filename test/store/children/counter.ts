// Adds 1 to the number in a file, many times, each under a claim; without the claim additions would be lost.
import { readFileSync, writeFileSync } from 'node:fs'
import { say, storeOf } from './store-of.ts'

const [root = '', file = '', count = '0'] = process.argv.slice(2)
const store = await storeOf(root)
for (let index = 0; index < Number(count); index++) {
  const release = await store.claim('counter')
  const value = Number(readFileSync(file, 'utf8'))
  await new Promise((done) => setImmediate(done))
  writeFileSync(file, String(value + 1))
  release()
}
say('done')
store.close()

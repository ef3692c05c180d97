// Commits results `<prefix>-0`, … up to a count, saying each key once it is committed, and what was refused (it stops
// after 20 of those). With `stay` it then waits.
import { commitText, say, storeOf } from './store-of.ts'

const [root = '', prefix = '', count = '0', stay] = process.argv.slice(2)
const store = await storeOf(root)
const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
say(`run ${run}`)
let refused = 0
for (let index = 0; index < Number(count) && refused < 20; index++) {
  const key = `${prefix}-${index}`
  const outcome = await commitText(store, run, key, `content of ${key}`)
  if (outcome !== 'committed') refused++
  say(`${outcome} ${key}`)
}
say('done')
if (stay === 'stay') process.stdin.resume()
else {
  store.endRun(run, 'success')
  store.close()
}

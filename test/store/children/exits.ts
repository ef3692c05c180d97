// Tells events and a node of a run and exits in the same breath.
import { say, storeOf } from './store-of.ts'

const [root = ''] = process.argv.slice(2)
const store = await storeOf(root)
const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
say(run)
for (let n = 0; n < 1000; n++) store.appendEvent(run, { n })
store.recordNode(run, { node: 'a', status: 'failed', duration: 1 })
process.exit(0)

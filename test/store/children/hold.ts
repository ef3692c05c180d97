// Claims a key, begins a run and starts a process in a group of its own; then waits to be killed.
import { spawn } from 'node:child_process'
import { processStart } from '../../../src/store/process-identity.ts'
import { say, storeOf } from './store-of.ts'

const [root = '', key = ''] = process.argv.slice(2)
const store = await storeOf(root)
await store.claim(key)
const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
const ended = spawn('true', { detached: true, stdio: 'ignore' })
store.recordProcess(run, { group: ended.pid ?? 0, startedAt: processStart(ended.pid ?? 0) ?? 'gone' })
await new Promise((done) => ended.once('exit', done))
store.forgetProcess(run, ended.pid ?? 0)
const sleeper = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' })
const group = sleeper.pid ?? 0
store.recordProcess(run, { group, startedAt: processStart(group) ?? '' })
say(`held ${run} ${group}`)
process.stdin.resume()

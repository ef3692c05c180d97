// Does everything that a run does, without end, until it is killed. Says each key once it is committed.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commit, say, storeOf } from './store-of.ts'

const [root = '', prefix = ''] = process.argv.slice(2)
const store = await storeOf(root)
const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
say(`run ${run}`)
for (let index = 0; ; index++) {
  const key = `${prefix}-${index}`
  const release = await store.claim(key)
  await store.scratch(key)
  const folder = await store.staging(run, key)
  writeFileSync(join(folder, 'file'), `file of ${key} ${'.'.repeat(index * 997)}`)
  mkdirSync(join(folder, 'model/deep'), { recursive: true })
  writeFileSync(join(folder, 'model/weights'), `weights of ${key}`)
  writeFileSync(join(folder, 'model/deep/shape'), `shape of ${key} `.repeat(100))
  const file = await store.put(join(folder, 'file'))
  const model = await store.put(join(folder, 'model'))
  const outputs = {
    file: { $artifact: 'File', hash: file.hash },
    model: { $artifact: 'Model', hash: model.hash, folder: true },
  } as const
  commit(store, run, key, outputs)
  say(`committed ${key}`)
  await store.place(file.hash, join(root, 'out', 'file'))
  await store.place(model.hash, join(root, 'out', 'model'))
  store.recordNode(run, { node: key, status: 'succeeded', key, duration: 1 })
  store.appendEvent(run, { index })
  release()
  if (index % 5 === 4) await store.tidy(run)
}

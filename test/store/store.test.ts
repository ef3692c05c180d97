import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostics/diagnostic.ts'
import { sha256 } from '../../src/base/hash.ts'
import type { Store } from '../../src/store/store.ts'
import { commit, newFolder, open, recordOf } from './project.ts'

let root: string
let store: Store
let told: Diagnostic[]

beforeEach(async () => {
  root = newFolder()
  told = []
  store = await open(root, told)
})

async function staged(name: string, text: string): Promise<string> {
  const path = join(await store.staging('run', 'node'), name)
  writeFileSync(path, text)
  return path
}

describe('the folder', () => {
  it('keeps itself out of version control and backups', () => {
    expect(readFileSync(join(root, '.pipe/.gitignore'), 'utf8')).toBe('*\n')
    expect(readFileSync(join(root, '.pipe/CACHEDIR.TAG'), 'utf8')).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55\n/,
    )
  })
})

describe('objects', () => {
  it('takes a file in by its content, read-only, and leaves nothing in staging', async () => {
    const path = await staged('out.txt', 'hello')
    const object = await store.put(path)
    expect(object).toEqual({ hash: sha256('hello'), size: 5, folder: false })
    expect(readFileSync(store.objectPath(object.hash), 'utf8')).toBe('hello')
    expect(statSync(store.objectPath(object.hash)).mode & 0o222).toBe(0)
    expect(() => lstatSync(path)).toThrow()
    expect(store.has(object.hash)).toBe(true)
    expect(store.has(sha256('other'))).toBe(false)
  })

  it('takes the same content once', async () => {
    const first = await store.put(await staged('a', 'same'))
    const second = await store.put(await staged('b', 'same'))
    expect(second).toEqual(first)
  })

  it('takes a folder in and places it whole', async () => {
    const folder = await store.staging('run', 'node')
    mkdirSync(join(folder, 'deep/empty'), { recursive: true })
    writeFileSync(join(folder, 'deep/a.txt'), 'a')
    writeFileSync(join(folder, 'run.sh'), 'true', { mode: 0o755 })
    const object = await store.put(folder)
    expect(object).toMatchObject({ size: 5, folder: true })
    const destination = join(root, 'out/model')
    await store.place(object.hash, destination)
    expect(readFileSync(join(destination, 'deep/a.txt'), 'utf8')).toBe('a')
    expect(readdirSync(join(destination, 'deep/empty'))).toEqual([])
    expect(statSync(join(destination, 'run.sh')).mode & 0o100).toBe(0o100)
    expect(await store.fileHash(destination)).toBe(object.hash)
  })
})

describe('results', () => {
  it('come back after the store is opened again', async () => {
    const { hash } = await store.put(await staged('a', 'abc'))
    commit(store, 'k1', { file: { $artifact: 'File', hash }, loss: 0.5 }, 'node')
    store.close()
    store = await open(root, told)
    expect([...store.results(['k1', 'k2']).keys()]).toEqual(['k1'])
    expect(store.results(['k1']).get('k1')?.outputs).toEqual({ file: { $artifact: 'File', hash }, loss: 0.5 })
    expect(store.lastKeyRecords('a.pipe').get('node')).toEqual({ key: 'k1', record: recordOf(1) })
    expect(store.lastKeyRecords('b.pipe').size).toBe(0)
    expect(told).toEqual([])
  })
})

describe('runs', () => {
  it('are kept with nodes and events in order, newest first', async () => {
    const first = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: { n: 1 } })
    store.appendEvent(first.id, { type: 'one' })
    store.appendEvent(first.id, { type: 'two' })
    store.recordNode(first.id, { node: 'fit', status: 'failed', duration: 1 })
    store.recordNode(first.id, { node: 'fit', status: 'succeeded', key: 'k', duration: 2 })
    expect(store.runs()[0]).toMatchObject({ id: first.id, status: 'running' })
    store.endRun(first.id, 'success')
    const second = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} })
    store.close()
    store = await open(root, told)
    expect(store.runs().map((run) => [run.id, run.status])).toEqual([
      [second.id, 'running'],
      [first.id, 'success'],
    ])
    expect(store.runs(1)).toHaveLength(1)
    expect(store.events(first.id)).toEqual([{ type: 'one' }, { type: 'two' }])
    expect(store.runNodes(first.id)).toEqual([{ node: 'fit', status: 'succeeded', key: 'k', duration: 2 }])
  })
})

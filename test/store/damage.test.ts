import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostics/diagnostic.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { bundled, start } from './child.ts'
import { commit, commitText, failureOf, newFolder, open, putText, recordOf } from './project.ts'

let root: string
let store: Store
let told: Diagnostic[]

beforeEach(async () => {
  root = newFolder()
  told = []
  store = await open(root, told)
})

const keys = Array.from({ length: 40 }, (_, index) => `key-${index}`)

async function commitAll(): Promise<void> {
  for (const key of keys) await commitText(store, key, `content of ${key}`)
}

/** The results come from another process, as in life: this one knows nothing of the files then. */
async function commitElsewhere(ending: 'ends' | 'is killed'): Promise<void> {
  store.close()
  root = newFolder()
  const child = await start('commits', [root, 'key', '40', ending === 'ends' ? '' : 'stay'])
  if (ending === 'ends') await child.end()
  else {
    for (let line = await child.nextLine(); line !== 'done'; ) line = await child.nextLine()
    await child.kill()
  }
}

afterAll(async () => rmSync(await bundled('commits')))

async function reopen(): Promise<void> {
  store.close()
  store = await open(root, told)
}

function inStore(name: string): string {
  return join(root, '.pipe', name)
}

function codes(): string[] {
  return told.map(({ code }) => code)
}

function expectAllThere(): void {
  expect([...store.results(keys).keys()].sort()).toEqual([...keys].sort())
}

function overwrite(path: string, position: number, text: string): void {
  const descriptor = openSync(path, 'r+')
  writeSync(descriptor, Buffer.from(text), 0, text.length, position)
  closeSync(descriptor)
}

/** Flips what is at the first place where a file says `text`. */
function spoil(path: string, text: string, replacement: string): void {
  const at = readFileSync(path).indexOf(text)
  expect(at).toBeGreaterThan(0)
  overwrite(path, at, replacement)
}

function change(hash: string, work: (path: string) => void): void {
  const path = store.objectPath(hash)
  chmodSync(path, 0o644)
  work(path)
}

describe('a damaged object', () => {
  it.each([
    ['truncated', (path: string) => truncateSync(path, 3), '3 of 5 bytes'],
    ['removed', (path: string) => unlinkSync(path), 'it is gone'],
    ['extended', (path: string) => appendFileSync(path, '!'), '6 of 5 bytes'],
  ])('that was %s takes the results that need it with it, and no other', async (_, spoilObject, reason) => {
    const hash = await commitText(store, 'a', 'hello')
    commit(store, 'same', { list: [{ deep: { $artifact: 'Model', hash } }] })
    await commitText(store, 'b', 'other')
    change(hash, spoilObject)
    expect([...store.results(['a', 'b', 'same']).keys()]).toEqual(['b'])
    expect(codes()).toEqual(['PIPE6002'])
    expect(told[0]?.message).toContain('2 stored results were dropped')
    expect(told[0]?.message).toContain(reason)
    expect(store.has(hash)).toBe(false)
    // Told once; made again it is as before.
    expect(store.results(['a']).size).toBe(0)
    expect(told).toHaveLength(1)
    await commitText(store, 'a', 'hello')
    expect(store.results(['a']).size).toBe(1)
    expect(store.lastKeyRecords('a.pipe').get('same')?.record).toEqual(recordOf(1))
  })

  it('inside a folder is found too', async () => {
    const folder = await store.staging('run', 'node')
    writeFileSync(join(folder, 'weights'), 'weights')
    writeFileSync(join(folder, 'shape'), 'shape')
    const { hash } = await store.put(folder)
    commit(store, 'a', { model: { $artifact: 'Model', hash, folder: true } })
    unlinkSync(join(store.objectPath(hash), 'shape'))
    expect(store.results(['a']).size).toBe(0)
    expect(told[0]?.message).toContain('1 of 2 files')
    expect(existsSync(store.objectPath(hash))).toBe(false)
  })

  it('is replaced when the same content is put again', async () => {
    const hash = await putText(store, 'hello')
    change(hash, (path) => truncateSync(path, 2))
    expect(await putText(store, 'hello')).toBe(hash)
    expect(readFileSync(store.objectPath(hash), 'utf8')).toBe('hello')
  })

  it('of the right size is found by verify, which removes it', async () => {
    const hash = await commitText(store, 'a', 'hello')
    await commitText(store, 'b', 'other')
    change(hash, (path) => writeFileSync(path, 'HELLO'))
    expect(store.results(['a', 'b']).size).toBe(2)
    const report = await store.verify()
    expect(report.damaged).toEqual([{ hash, bytes: 5, reason: 'its content is not what was stored' }])
    expect(report.dropped).toBe(1)
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['PIPE6013', 'PIPE6002'])
    expect([...store.results(['a', 'b']).keys()]).toEqual(['b'])
    expect((await store.verify()).diagnostics).toEqual([])
  })

  it('makes place fail with a word, and leaves the user’s file', async () => {
    const hash = await putText(store, 'hello')
    change(hash, (path) => unlinkSync(path))
    writeFileSync(join(root, 'out'), 'mine')
    expect((await failureOf(() => store.place(hash, join(root, 'out')))).code).toBe('PIPE6011')
    expect(readFileSync(join(root, 'out'), 'utf8')).toBe('mine')
  })
})

describe('verify', () => {
  it('tells what no result needs, with its bytes', async () => {
    await commitText(store, 'a', 'hello')
    const hash = await putText(store, 'nobody')
    const report = await store.verify()
    expect(report).toMatchObject({
      results: 1,
      objects: { count: 2, bytes: 11 },
      damaged: [],
      dropped: 0,
      unreferenced: { count: 1, bytes: 6, hashes: [hash] },
      diagnostics: [],
    })
  })

  it('finds lines of the journal that are no longer what was written, and writes them anew', async () => {
    await commitAll()
    spoil(inStore('results.jsonl'), 'key-7', 'kex-7')
    const report = await store.verify()
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['PIPE6004'])
    expect((await store.verify()).diagnostics).toEqual([])
    rmSync(inStore('store.sqlite'))
    expectAllThere()
  })
})

describe('a damaged database', () => {
  const damages: readonly (readonly [string, () => void])[] = [
    ['overwritten at its head', () => overwrite(inStore('store.sqlite'), 0, 'x'.repeat(200))],
    ['all noise', () => writeFileSync(inStore('store.sqlite'), 'no database at all '.repeat(500))],
    ['cut to nothing', () => truncateSync(inStore('store.sqlite'))],
    ['cut in the middle', () => truncateSync(inStore('store.sqlite'), pages(0.5))],
    ['removed', () => rmSync(inStore('store.sqlite'))],
    ['without its tables', () => overwrite(inStore('store.sqlite'), 100, '\u0000'.repeat(3000))],
  ]

  function pages(share: number): number {
    return Math.floor((statSync(inStore('store.sqlite')).size * share) / 4096) * 4096
  }

  it.each(damages)('that was %s is moved aside and built anew, at the next opening', async (_, damage) => {
    await commitElsewhere('ends')
    damage()
    store = await open(root, told)
    expectAllThere()
    expect(codes()).toEqual(['PIPE6003'])
    expect(told[0]?.message).toContain('40 results from the journal')
    expect(store.lastKeyRecords('a.pipe').get('key-3')?.record.config).toEqual({ key: 'key-3' })
    await reopen()
    expectAllThere()
    expect(told).toHaveLength(1)
    expect((await store.verify()).diagnostics).toEqual([])
  })

  it('is noticed and built anew while the store is open', async () => {
    await commitElsewhere('ends')
    store = await open(root, told)
    for (let at = 1; at < pages(1) / 4096; at++) {
      overwrite(inStore('store.sqlite'), at * 4096, 'noise'.repeat(800))
    }
    expectAllThere()
    expect(codes()).toEqual(['PIPE6003'])
    expect(readdirSync(inStore('')).filter((name) => name.includes('damaged'))).not.toEqual([])
    commit(store, 'later', {})
    await reopen()
    expect(store.results(['later']).size).toBe(1)
  })

  it('is noticed by a flipped byte in a result', async () => {
    commit(store, 'a', { accuracy: 0.25 })
    store.close()
    spoil(inStore('store.sqlite'), '"accuracy":0.25', '"accuracy":0.95')
    store = await open(root, told)
    expect(store.results(['a']).get('a')?.outputs).toEqual({ accuracy: 0.25 })
    expect(codes()).toEqual(['PIPE6003'])
    expect(told[0]?.message).toContain('a row was changed')
  })

  it('made by a newer version is left alone', async () => {
    commit(store, 'a', {})
    store.close()
    // Bytes 60 to 63 of a SQLite file are its user_version.
    overwrite(inStore('store.sqlite'), 63, '\u007f')
    const before = readFileSync(inStore('store.sqlite'))
    const result = await openStore(root)
    expect(result.ok || result.diagnostics.map(({ code }) => code)).toEqual(['PIPE6010'])
    expect(readFileSync(inStore('store.sqlite')).equals(before)).toBe(true)
  })
})

describe('a torn log', () => {
  it.each([
    ['cut in the middle', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['cut to nothing', (path: string) => truncateSync(path)],
    ['removed', (path: string) => rmSync(path)],
    ['noise at its end', (path: string) => overwrite(path, statSync(path).size - 5000, '?'.repeat(5000))],
    ['noise in the middle', (path: string) => overwrite(path, statSync(path).size / 2, '?'.repeat(5000))],
  ])('%s loses no result', async (_, tear) => {
    await commitElsewhere('is killed')
    expect(statSync(inStore('store.sqlite-wal')).size).toBeGreaterThan(100_000)
    tear(inStore('store.sqlite-wal'))
    store = await open(root, told)
    expectAllThere()
    expect((await store.verify()).diagnostics).toEqual([])
  })
})

describe('a damaged journal', () => {
  it.each([
    ['removed', () => rmSync(inStore('results.jsonl')), 'it was gone'],
    ['cut', () => truncateSync(inStore('results.jsonl'), 500), 'its end was cut off'],
  ])('that was %s is written anew from the database', async (_, damage, reason) => {
    await commitAll()
    store.close()
    damage()
    store = await open(root, told)
    expect(codes()).toEqual(['PIPE6004'])
    expect(told[0]?.message).toContain(reason)
    rmSync(inStore('store.sqlite'))
    expectAllThere()
  })

  it('that ends in half a line, as a kill leaves it, is closed and goes on', async () => {
    await commitAll()
    appendFileSync(inStore('results.jsonl'), 'deadbeef {"run":"x","program":"a.pipe","no')
    commit(store, 'next', {})
    appendFileSync(inStore('results.jsonl'), '12')
    await reopen()
    commit(store, 'last', {})
    rmSync(inStore('store.sqlite'))
    await reopen()
    expectAllThere()
    expect(store.results(['next', 'last']).size).toBe(2)
  })

  it('with a result that the database has not seen is caught up with', async () => {
    commit(store, 'a', { n: 1 })
    store.close()
    const before = readFileSync(inStore('store.sqlite'))
    store = await open(root, told)
    commit(store, 'b', { n: 2 })
    store.close()
    writeFileSync(inStore('store.sqlite'), before)
    store = await open(root, told)
    expect([...store.results(['a', 'b']).keys()]).toEqual(['a', 'b'])
    expect(told).toEqual([])
  })
})

describe('missing folders', () => {
  it('are made again, whichever is gone', async () => {
    const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
    await commitText(store, 'a', 'one')
    for (const name of ['objects', 'staging', 'scratch', 'claims', 'running', 'temporary']) {
      rmSync(inStore(name), { recursive: true, force: true })
    }
    expect(store.results(['a']).size).toBe(0)
    expect(codes()).toEqual(['PIPE6002'])
    const hash = await commitText(store, 'b', 'two')
    await store.place(hash, join(root, 'out/two'))
    await store.scratch('b')
    ;(await store.claim('b'))()
    await store.tidy(run)
    store.appendEvent(run, { n: 1 })
    store.endRun(run, 'success')
    expect(store.runs()[0]?.status).toBe('success')
    expect(store.results(['b']).size).toBe(1)
  })

  it('the whole store may go while it is open', async () => {
    await commitText(store, 'a', 'one')
    rmSync(inStore(''), { recursive: true })
    await commitText(store, 'b', 'two')
    expect([...store.results(['a', 'b']).keys()]).toEqual(['b'])
    await reopen()
    expect([...store.results(['a', 'b']).keys()]).toEqual(['b'])
    expect(readFileSync(inStore('.gitignore'), 'utf8')).toBe('*\n')
  })

  it('a file in the place of the store is explained', async () => {
    const other = newFolder()
    writeFileSync(join(other, '.pipe'), '')
    const result = await openStore(other)
    expect(result.ok || result.diagnostics.map(({ code }) => code)).toEqual(['PIPE6018'])
  })
})

describe('damaged history', () => {
  it('is left out: a torn event, a run without a record', async () => {
    const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
    store.appendEvent(run, { n: 1 })
    store.endRun(run, 'success')
    const other = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
    appendFileSync(inStore(`runs/${run}/events.jsonl`), '{"n": 2')
    writeFileSync(inStore(`runs/${other}/run.json`), '')
    expect(store.events(run)).toEqual([{ n: 1 }])
    expect(store.runs().map(({ id }) => id)).toEqual([run])
  })
})

import { execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostics/diagnostic.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { bundled, start } from './child.ts'
import { commit, commitText, failureOf, filesUnder, newFolder, open, putText } from './project.ts'

afterAll(async () => rmSync(await bundled('commits')))

/** A disk of its own of some megabytes, where this user may mount one. */
function smallDisk(megabytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** Fills a disk to the last byte; what is returned makes room again. */
function fill(folder: string): () => void {
  const path = join(folder, 'filler')
  const descriptor = openSync(path, 'w')
  for (const size of [1 << 16, 1]) {
    try {
      for (;;) writeSync(descriptor, Buffer.alloc(size))
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
  }
  closeSync(descriptor)
  return () => rmSync(path)
}

function onSmallDisk(
  name: string,
  test: (store: Store, root: string, told: Diagnostic[]) => Promise<void>,
): void {
  it(name, async (context) => {
    const root = smallDisk(4)
    if (root === undefined) return context.skip('this user may not mount a small disk')
    const told: Diagnostic[] = []
    await test(await open(root, told), root, told)
  })
}

describe('a full disk', () => {
  onSmallDisk('stops put, which leaves nothing behind', async (store, root) => {
    const kept = await putText(store, 'kept')
    const elsewhere = newFolder()
    mkdirSync(join(elsewhere, 'folder'))
    writeFileSync(join(elsewhere, 'file'), 'x'.repeat(3_000_000))
    writeFileSync(join(elsewhere, 'folder/file'), 'x'.repeat(3_000_000))
    const makeRoom = fill(root)
    for (const name of ['file', 'folder']) {
      const failure = await failureOf(() => store.put(join(elsewhere, name)))
      expect(failure.code).toBe('PIPE6005')
      expect(failure.message).toMatch(/failed with \d.* free\.$/)
      expect(failure.hint).toContain('Free some space')
    }
    expect(filesUnder(join(root, '.pipe/temporary'))).toEqual([])
    makeRoom()
    expect((await store.verify()).objects.count).toBe(1)
    expect(store.has(kept)).toBe(true)
    expect((await store.put(join(elsewhere, 'file'))).size).toBe(3_000_000)
  })

  onSmallDisk('stops commit, which records nothing or all', async (store, root, told) => {
    const committed: string[] = []
    const first = await commitText(store, 'first', 'first')
    let makeRoom = fill(root)
    const large = 'x'.repeat(20_000)
    const refused: string[] = []
    for (let index = 0; refused.length < 5; index++) {
      const key = `key-${index}`
      try {
        commit(store, key, { out: { $artifact: 'File', hash: first }, note: large })
        committed.push(key)
      } catch (error) {
        expect((error as { diagnostic?: Diagnostic }).diagnostic?.code).toBe('PIPE6005')
        refused.push(key)
      }
    }
    expect([...store.results(['first', ...committed]).keys()]).toEqual(['first', ...committed])
    makeRoom()
    commit(store, 'after', { note: large })
    makeRoom = fill(root)
    store.close()
    makeRoom()
    const again = await open(root, told)
    expect([...again.results(['first', ...committed, 'after']).keys()]).toEqual([
      'first',
      ...committed,
      'after',
    ])
    for (const result of again.results(refused).values()) expect(result.outputs.note).toBe(large)
    expect((await again.verify()).diagnostics).toEqual([])
    rmSync(join(root, '.pipe/store.sqlite'))
    expect(again.results(['first', ...committed, 'after']).size).toBe(committed.length + 2)
    expect(told.map(({ code }) => code)).toEqual(['PIPE6003'])
  })

  onSmallDisk('stops place, which leaves the old file as it was', async (store, root) => {
    const hash = await putText(store, 'x'.repeat(1_500_000))
    const out = join(root, 'out.txt')
    writeFileSync(out, 'old')
    const makeRoom = fill(root)
    expect((await failureOf(() => store.place(hash, out))).code).toBe('PIPE6005')
    expect(readFileSync(out, 'utf8')).toBe('old')
    expect(filesUnder(join(root, '.pipe/temporary'))).toEqual([])
    makeRoom()
    await store.place(hash, out)
    expect(readFileSync(out).length).toBe(1_500_000)
  })

  onSmallDisk(
    'does not stop a run: its history is told to wait, and is written in order',
    async (store, root, told) => {
      const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
      store.appendEvent(run, { n: 0 })
      const makeRoom = fill(root)
      const numbers = Array.from({ length: 3000 }, (_, index) => index + 1)
      for (const n of numbers) {
        store.appendEvent(run, { n })
        if (n % 100 === 0) store.events(run)
      }
      expect(told.map(({ code }) => code)).toEqual(['PIPE6019'])
      makeRoom()
      store.endRun(run, 'success')
      expect(store.events(run)).toEqual([0, ...numbers].map((n) => ({ n })))
      expect(store.runs()[0]?.status).toBe('success')
      expect(told).toHaveLength(1)
    },
  )

  onSmallDisk('is said when a run can’t begin or end', async (store, root) => {
    const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: { note: 'x'.repeat(9000) } }).id
    const makeRoom = fill(root)
    expect((await failureOf(() => store.endRun(run, 'success'))).code).toBe('PIPE6005')
    const begin = () => store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} })
    expect((await failureOf(begin)).code).toBe('PIPE6005')
    makeRoom()
    expect(begin().status).toBe('running')
    expect(store.runs().at(-1)?.id).toBe(run)
  })

  it('is said when a store can’t be opened', async (context) => {
    const root = smallDisk(1)
    if (root === undefined) return context.skip('this user may not mount a small disk')
    const makeRoom = fill(root)
    const refused = await openStore(root)
    expect(refused.ok || refused.diagnostics.map(({ code }) => code)).toEqual(['PIPE6005'])
    makeRoom()
    await commitText(await open(root), 'a', 'a')
  })

  onSmallDisk('stops the rebuilding of a database, which is done later', async (store, root) => {
    for (let index = 0; index < 50; index++) commit(store, `key-${index}`, { note: 'x'.repeat(5000) })
    store.close()
    writeFileSync(join(root, '.pipe/store.sqlite'), 'noise')
    rmSync(join(root, '.pipe/store.sqlite-wal'), { force: true })
    const makeRoom = fill(root)
    const refused = await openStore(root)
    expect(refused.ok || refused.diagnostics.map(({ code }) => code)).toEqual(['PIPE6005'])
    makeRoom()
    const again = await open(root)
    expect((await again.verify()).results).toBe(50)
  })
})

describe('a limit on the size of files', () => {
  it.each([100, 300])('of %i blocks stops commit, which records nothing or all', async (blocks) => {
    const root = newFolder()
    const child = await start('commits', [root, 'key', '1200'], {
      wrap: (command) => ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', ...command],
    })
    await child.end().catch((error: unknown) => {
      // At the end of the run its own record can’t be written either; it may end with that failure.
      expect(String(error)).toContain('StoreFailure')
    })
    const committed = child.lines
      .filter((line) => line.startsWith('committed '))
      .map((line) => line.slice(10))
    const refused = child.lines.filter((line) => line.startsWith('PIPE'))
    const store = await open(root)
    expect([...store.results(committed).keys()]).toEqual(committed)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.filter((line) => !/^PIPE60(05|15) /.test(line))).toEqual([])
    expect((await store.verify()).diagnostics).toEqual([])
    await commitText(store, 'later', 'later')
    expect(store.results(['later']).size).toBe(1)
  })
})

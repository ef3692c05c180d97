import { appendFileSync, mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sha256 } from '../../src/base/hash.ts'
import { Database } from '../../src/store/database.ts'
import { layoutOf } from '../../src/store/layout.ts'
import { loadSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { failureOf, newFolder, open } from './project.ts'

let root: string
let store: Store

beforeEach(async () => {
  root = newFolder()
  store = await open(root)
})

async function remembered(): Promise<readonly unknown[]> {
  const database = new Database(layoutOf(root), await loadSqlite(), () => undefined)
  const rows = database.read((sql) => sql('SELECT path, hash FROM files ORDER BY path').all())
  database.close()
  return rows.map((row) => ({ ...row }))
}

/** Makes all files look old, as if they had changed longer ago than the clock of a file system is coarse. */
function muchLater(): void {
  const now = Date.now.bind(Date)
  vi.spyOn(Date, 'now').mockImplementation(() => now() + 10_000)
}

/** Writes a file until the file system's clock has gone on, so that its change can be seen. */
function rewrite(path: string, text: string): void {
  const { ctimeNs } = statSync(path, { bigint: true })
  do {
    writeFileSync(path, text)
    utimesSync(path, 1_000, 1_000)
  } while (statSync(path, { bigint: true }).ctimeNs === ctimeNs)
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('fileHash', () => {
  it('is the hash of the content, small or large', async () => {
    writeFileSync(join(root, 'small'), 'abc')
    writeFileSync(join(root, 'large'), 'x'.repeat(3_000_000))
    writeFileSync(join(root, 'empty'), '')
    expect(await store.fileHash(join(root, 'small'))).toBe(sha256('abc'))
    expect(await store.fileHash(join(root, 'large'))).toBe(sha256('x'.repeat(3_000_000)))
    expect(await store.fileHash(join(root, 'empty'))).toBe(sha256(''))
  })

  it('does not remember a file that was just written, for it may change within the same tick of the clock', async () => {
    writeFileSync(join(root, 'data.csv'), 'abc')
    await store.fileHash(join(root, 'data.csv'))
    store.close()
    expect(await remembered()).toEqual([])
  })

  it('notices every change of a file that it remembers', async () => {
    const path = join(root, 'data.csv')
    writeFileSync(path, 'abc')
    muchLater()
    expect(await store.fileHash(path)).toBe(sha256('abc'))
    store.close()
    expect(await remembered()).toEqual([{ path, hash: sha256('abc') }])
    store = await open(root)
    expect(await store.fileHash(path)).toBe(sha256('abc'))
    appendFileSync(path, 'd')
    expect(await store.fileHash(path)).toBe(sha256('abcd'))
    // The same size and times, as after a copy that keeps them: the time of the change itself tells.
    rewrite(path, 'xyz')
    expect(await store.fileHash(path)).toBe(sha256('xyz'))
    rewrite(path, 'uvw')
    expect(await store.fileHash(path)).toBe(sha256('uvw'))
    writeFileSync(join(root, 'other'), 'rst')
    utimesSync(join(root, 'other'), 1_000, 1_000)
    renameSync(join(root, 'other'), path)
    expect(await store.fileHash(path)).toBe(sha256('rst'))
  })

  it('of a folder is the hash that it has as an object', async () => {
    const folder = join(root, 'folder')
    mkdirSync(join(folder, 'deep'), { recursive: true })
    writeFileSync(join(folder, 'deep/a'), 'a')
    const hash = await store.fileHash(folder)
    expect((await store.put(folder)).hash).toBe(hash)
  })

  it('says what can’t be read', async () => {
    const failure = await failureOf(() => store.fileHash(join(root, 'nothing.csv')))
    expect(failure.code).toBe('PIPE6009')
    expect(failure.message).toContain('nothing.csv')
  })

  it('answers many who ask at once', async () => {
    writeFileSync(join(root, 'large'), 'x'.repeat(3_000_000))
    const hashes = await Promise.all(Array.from({ length: 20 }, () => store.fileHash(join(root, 'large'))))
    expect(new Set(hashes)).toEqual(new Set([sha256('x'.repeat(3_000_000))]))
  })
})

import { execFileSync } from 'node:child_process'
import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { sha256 } from '../../src/base/hash.ts'
import type { Store } from '../../src/store/store.ts'
import { failureOf, filesUnder, newFolder, open, putText } from './project.ts'

let root: string
let store: Store

beforeEach(async () => {
  root = newFolder()
  store = await open(root)
})

type Files = Readonly<Record<string, string>>

function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

async function stagedFolder(files: Files): Promise<string> {
  const folder = join(await store.staging('run', 'node'), 'folder')
  mkdirSync(folder)
  writeFiles(folder, files)
  return folder
}

/** A folder on another disk, where this machine has one. */
function otherDisk(): string | undefined {
  const shared = statSync('/dev/shm', { throwIfNoEntry: false })
  if (!shared?.isDirectory() || shared.dev === statSync(root).dev) return undefined
  const folder = mkdtempSync('/dev/shm/pipewright-store-')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describe('put', () => {
  it('hashes a large file as it is', async () => {
    const path = join(await store.staging('run', 'node'), 'large')
    const bytes = Buffer.alloc(5_000_003, 'pipewright')
    writeFileSync(path, bytes)
    expect(await store.put(path)).toEqual({ hash: sha256(bytes), size: bytes.length, folder: false })
  })

  it('takes an empty file and an empty folder', async () => {
    expect(await putText(store, '')).toBe(sha256(''))
    expect(await store.put(await stagedFolder({}))).toMatchObject({ size: 0, folder: true })
  })

  it('keeps a file executable', async () => {
    const path = join(await store.staging('run', 'node'), 'tool')
    writeFileSync(path, 'true', { mode: 0o755 })
    const { hash } = await store.put(path)
    await store.place(hash, join(root, 'tool'))
    expect(statSync(join(root, 'tool')).mode & 0o111).not.toBe(0)
  })

  it.each([
    ['to its own file', 'a.txt', 'PIPE6007', 'links are not stored'],
    ['that leads out', '../../../..', 'PIPE6007', 'leads out of it'],
    ['to an absolute path', '/etc/passwd', 'PIPE6007', 'leads out of it'],
    ['to nothing', 'missing', 'PIPE6007', 'links are not stored'],
  ])('refuses a folder with a link %s', async (_, target, code, words) => {
    const folder = await stagedFolder({ 'a.txt': 'a', 'deep/b.txt': 'b' })
    symlinkSync(target, join(folder, 'link'))
    const failure = await failureOf(() => store.put(folder))
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(words)
    expect(filesUnder(join(store.folder, 'objects'))).toEqual([])
  })

  it('refuses a link in the place of a file', async () => {
    const path = join(await store.staging('run', 'node'), 'out')
    symlinkSync('/etc/passwd', path)
    expect((await failureOf(() => store.put(path))).code).toBe('PIPE6007')
  })

  it('refuses a named pipe and a socket', async () => {
    const piped = await stagedFolder({})
    execFileSync('mkfifo', [join(piped, 'pipe')])
    expect((await failureOf(() => store.put(piped))).message).toContain('a named pipe')
    const folder = mkdtempSync(join(tmpdir(), 'pw-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const server = createServer().listen(join(folder, 'socket'))
    await new Promise((done) => server.once('listening', done))
    expect((await failureOf(() => store.put(folder))).message).toContain('a socket')
    server.close()
  })

  it('says what is missing', async () => {
    const failure = await failureOf(() => store.put(join(root, 'nothing')))
    expect(failure.code).toBe('PIPE6009')
    expect(failure.message).toContain('there is no such file')
  })

  it('copies a file that has another name, so that no one can change the stored one', async () => {
    const path = join(await store.staging('run', 'node'), 'out')
    writeFileSync(join(root, 'mine'), 'mine')
    linkSync(join(root, 'mine'), path)
    const folder = await stagedFolder({ 'a.txt': 'a' })
    linkSync(join(root, 'mine'), join(folder, 'linked'))
    const stored = [await store.put(path), await store.put(folder)]
    writeFileSync(join(root, 'mine'), 'changed')
    expect(stored[0]?.hash).toBe(sha256('mine'))
    expect(readFileSync(store.objectPath(stored[0]?.hash ?? ''), 'utf8')).toBe('mine')
    expect(readFileSync(join(store.objectPath(stored[1]?.hash ?? ''), 'linked'), 'utf8')).toBe('mine')
    expect((await store.verify()).damaged).toEqual([])
    expect(filesUnder(join(store.folder, 'staging'))).toEqual([])
    expect(filesUnder(join(store.folder, 'temporary'))).toEqual([])
  })

  it('takes files and folders from another disk', async (context) => {
    const other = otherDisk()
    if (other === undefined) return context.skip('there is no second disk here')
    writeFiles(other, { file: 'file', 'folder/a': 'a', 'folder/b/c': 'c' })
    const file = await store.put(join(other, 'file'))
    const folder = await store.put(join(other, 'folder'))
    expect(file.hash).toBe(sha256('file'))
    expect(folder.hash).toBe((await store.put(await stagedFolder({ a: 'a', 'b/c': 'c' }))).hash)
    expect(filesUnder(other)).toEqual([])
    writeFiles(other, {
      '.placed.4000000-dead.1-7': 'half a copy of a killed process',
      '.placed.mine': 'mine',
    })
    await store.place(file.hash, join(other, 'placed'))
    await store.place(folder.hash, join(other, 'out'))
    expect(filesUnder(other)).toEqual(['.placed.mine', 'out/a', 'out/b/c', 'placed'])
    expect(filesUnder(join(store.folder, 'temporary'))).toEqual([])
  })

  it('takes the same folder from many at once', async () => {
    const folders = await Promise.all(
      Array.from({ length: 8 }, () => stagedFolder({ a: 'a', 'b/c': 'c', 'b/d': 'd' })),
    )
    const stored = await Promise.all(folders.map((folder) => store.put(folder)))
    expect(new Set(stored.map(({ hash }) => hash)).size).toBe(1)
    expect(filesUnder(join(store.folder, 'staging'))).toEqual([])
    expect((await store.verify()).objects.count).toBe(1)
  })
})

describe('the hash of a folder', () => {
  const name = fc.stringMatching(/^[a-z]{1,3}$/)
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  // A name can't be both a file and a folder.
  const files = fc
    .dictionary(path, fc.string({ maxLength: 5 }), { minKeys: 1, maxKeys: 6 })
    .filter((all) =>
      Object.keys(all).every((one) => !Object.keys(all).some((other) => other.startsWith(`${one}/`))),
    )

  it('does not depend on the order in which files were made, nor on their times', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 2e9 }), async (all, time) => {
        const one = await store.put(await stagedFolder(all))
        const folder = await stagedFolder(Object.fromEntries(Object.entries(all).reverse()))
        for (const file of filesUnder(folder)) utimesSync(join(folder, file), time, time)
        expect(await store.put(folder)).toEqual(one)
      }),
      { numRuns: 50 },
    )
  })

  it('differs when a path or a content does', async () => {
    await fc.assert(
      fc.asyncProperty(files, files, async (some, others) => {
        const hashes = [
          await store.put(await stagedFolder(some)),
          await store.put(await stagedFolder(others)),
        ]
        const same =
          JSON.stringify(Object.entries(some).sort()) === JSON.stringify(Object.entries(others).sort())
        expect(hashes[0]?.hash === hashes[1]?.hash).toBe(same)
      }),
      { numRuns: 50 },
    )
  })

  it('differs when a file becomes executable or an empty folder appears', async () => {
    const plain = await store.put(await stagedFolder({ a: 'a' }))
    const executable = await stagedFolder({})
    writeFileSync(join(executable, 'a'), 'a', { mode: 0o755 })
    const withEmpty = await stagedFolder({ a: 'a' })
    mkdirSync(join(withEmpty, 'empty'))
    const hashes = [plain.hash, (await store.put(executable)).hash, (await store.put(withEmpty)).hash]
    expect(new Set(hashes).size).toBe(3)
  })

  it('stays what it is', async () => {
    const { hash } = await store.put(await stagedFolder({ a: 'a', 'b/c': 'c' }))
    const listing = `{"files":[["a","-","${sha256('a')}"],["b/c","-","${sha256('c')}"]],"form":"pipewright-folder-1"}`
    expect(hash).toBe(sha256(listing))
  })
})

describe('place', () => {
  it('never links: the user may edit the file', async () => {
    const hash = await putText(store, 'stored')
    await store.place(hash, join(root, 'out.txt'))
    expect(lstatSync(join(root, 'out.txt')).nlink).toBe(1)
    writeFileSync(join(root, 'out.txt'), 'edited')
    expect(readFileSync(store.objectPath(hash), 'utf8')).toBe('stored')
    await store.place(hash, join(root, 'out.txt'))
    expect(readFileSync(join(root, 'out.txt'), 'utf8')).toBe('stored')
  })

  it('leaves a file that is there already as it is', async () => {
    const hash = await putText(store, 'stored')
    writeFileSync(join(root, 'out.txt'), 'stored')
    const before = statSync(join(root, 'out.txt'))
    await store.place(hash, join(root, 'out.txt'))
    const after = statSync(join(root, 'out.txt'))
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs])
  })

  it('replaces a link, not what it leads to', async () => {
    writeFileSync(join(root, 'precious'), 'precious')
    symlinkSync('precious', join(root, 'out.txt'))
    await store.place(await putText(store, 'stored'), join(root, 'out.txt'))
    expect(readFileSync(join(root, 'precious'), 'utf8')).toBe('precious')
    expect(lstatSync(join(root, 'out.txt')).isSymbolicLink()).toBe(false)
  })

  it('refuses to put a file where a folder is, and the other way round', async () => {
    mkdirSync(join(root, 'folder'))
    writeFileSync(join(root, 'file'), '')
    const file = await putText(store, 'stored')
    const { hash: folder } = await store.put(await stagedFolder({ a: 'a' }))
    expect((await failureOf(() => store.place(file, join(root, 'folder')))).code).toBe('PIPE6017')
    expect((await failureOf(() => store.place(folder, join(root, 'file')))).code).toBe('PIPE6017')
    const inside = await failureOf(() => store.place(file, join(root, 'file/deep')))
    expect(inside.message).toContain('not a directory')
  })

  it('brings a folder up to date and leaves the user’s own files in it', async () => {
    const out = join(root, 'out')
    const first = await store.put(await stagedFolder({ a: '1', 'b/old': '2', same: '3' }))
    await store.place(first.hash, out)
    writeFileSync(join(out, 'notes.txt'), 'mine')
    const second = await store.put(await stagedFolder({ a: 'one', 'c/new': '4', same: '3' }))
    const { ino } = statSync(join(out, 'same'))
    await store.place(second.hash, out)
    expect(filesUnder(out)).toEqual(['a', 'c/new', 'notes.txt', 'same'])
    expect(readFileSync(join(out, 'a'), 'utf8')).toBe('one')
    expect(statSync(join(out, 'same')).ino).toBe(ino)
  })

  it('does not write through a link inside a folder', async () => {
    const elsewhere = newFolder()
    const { hash } = await store.put(await stagedFolder({ 'deep/a': 'a' }))
    mkdirSync(join(root, 'out'))
    symlinkSync(elsewhere, join(root, 'out/deep'))
    expect((await failureOf(() => store.place(hash, join(root, 'out')))).code).toBe('PIPE6017')
    expect(filesUnder(elsewhere)).toEqual([])
  })
})

describe('objectPath', () => {
  it('takes nothing but a hash', () => {
    expect(() => store.objectPath('../../etc/passwd')).toThrow(TypeError)
  })
})

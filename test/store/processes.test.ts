import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostics/diagnostic.ts'
import {
  identityText,
  isAlive,
  parseIdentity,
  processStart,
  thisProcess,
} from '../../src/store/process-identity.ts'
import type { Store } from '../../src/store/store.ts'
import { bundled, type Child, start } from './child.ts'
import { commit, commitText, newFolder, open } from './project.ts'

let root: string
let store: Store
let told: Diagnostic[]

beforeEach(async () => {
  root = newFolder()
  told = []
  store = await open(root, told)
})

afterAll(async () => {
  for (const name of ['commits', 'counter', 'hold']) rmSync(await bundled(name))
})

interface Holder extends Child {
  readonly run: string
  readonly group: number
}

/** Another process that holds the right to a key and has a command running. */
async function holder(key: string): Promise<Holder> {
  const child = await start('hold', [root, key])
  const [, run = '', group = ''] = (await child.nextLine())?.split(' ') ?? []
  onTestFinished(() => {
    child.process.kill('SIGKILL')
    try {
      process.kill(-Number(group), 'SIGKILL')
    } catch {
      // The test has ended it.
    }
  })
  return { ...child, run, group: Number(group) }
}

describe('the identity of a process', () => {
  it('tells this one from one that is gone, and from another of the same number', async () => {
    expect(isAlive(thisProcess())).toBe(true)
    expect(parseIdentity(identityText(thisProcess()))).toEqual(thisProcess())
    const child = await start('hold', [root, 'k'])
    const pid = child.process.pid ?? 0
    await child.nextLine()
    const identity = { pid, startedAt: processStart(pid) ?? '' }
    expect(isAlive(identity)).toBe(true)
    expect(isAlive({ ...identity, startedAt: `${identity.startedAt}1` })).toBe(false)
    process.kill(-Number(child.lines[0]?.split(' ')[2]), 'SIGKILL')
    await child.kill()
    expect(isAlive(identity)).toBe(false)
  })
})

describe('claim', () => {
  it('is held by one at a time within a process', async () => {
    const order: string[] = []
    const release = await store.claim('key')
    const second = store.claim('key').then((letGo) => {
      order.push('second')
      letGo()
    })
    const third = store.claim('key').then((letGo) => {
      order.push('third')
      letGo()
    })
    const other = await store.claim('other')
    order.push('first')
    release()
    release()
    other()
    await Promise.all([second, third])
    expect(order).toEqual(['first', 'second', 'third'])
    expect(readdirSync(join(root, '.pipe/claims'))).toEqual([])
  })

  it('is held by one at a time among processes', { timeout: 60_000 }, async () => {
    const file = join(root, 'number')
    writeFileSync(file, '0')
    const children = await Promise.all(Array.from({ length: 3 }, () => start('counter', [root, file, '30'])))
    await Promise.all(children.map((child) => child.end()))
    expect(readFileSync(file, 'utf8')).toBe('90')
  })

  it('waits while a living process has it, and takes over what a dead one had', async () => {
    const child = await holder('key')
    let taken = false
    const taking = store.claim('key').then((release) => {
      taken = true
      return release
    })
    const other = await store.claim('another')
    expect(taken).toBe(false)
    other()
    await child.kill()
    ;(await taking)()
    expect(taken).toBe(true)
  })

  it('is taken over by one of many who wait', async () => {
    const child = await holder('counter')
    const file = join(root, 'number')
    writeFileSync(file, '0')
    const children = await Promise.all(Array.from({ length: 3 }, () => start('counter', [root, file, '5'])))
    await child.kill()
    await Promise.all(children.map((one) => one.end()))
    expect(readFileSync(file, 'utf8')).toBe('15')
  })

  it('is given up when the signal says so', async () => {
    await holder('key')
    const controller = new AbortController()
    const reason = new Error('stop')
    const fromOther = store.claim('key', controller.signal)
    const inside = store.claim('key', controller.signal)
    controller.abort(reason)
    await expect(fromOther).rejects.toThrow()
    await expect(inside).rejects.toThrow()
    await expect(store.claim('free', controller.signal)).rejects.toBe(reason)
  })

  it('that names no one is taken over', async () => {
    ;(await store.claim('other'))()
    writeFileSync(join(root, '.pipe/claims/key'), '')
    ;(await store.claim('key'))()
  })
})

describe('a killed run', () => {
  it('is interrupted, and its commands are found until they are gone', async () => {
    const child = await holder('key')
    expect(store.runs().map(({ id, status }) => [id, status])).toEqual([[child.run, 'running']])
    expect(store.orphans()).toEqual([])
    await child.kill()
    expect(store.runs()[0]?.status).toBe('interrupted')
    expect(store.orphans()).toEqual([{ group: child.group, startedAt: processStart(child.group) }])
    process.kill(-child.group, 'SIGKILL')
    while (processStart(child.group) !== undefined) await new Promise((done) => setImmediate(done))
    expect(store.orphans()).toEqual([])
    expect(readdirSync(join(root, '.pipe/running'))).toEqual([])
  })

  it('leaves staging that the next run removes, not that of a living run', async () => {
    const dead = await holder('key')
    const living = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
    writeFileSync(join(await store.staging(dead.run, 'n'), 'half'), '')
    writeFileSync(join(await store.staging(living, 'n'), 'half'), '')
    await dead.kill()
    store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} })
    expect(readdirSync(join(root, '.pipe/staging'))).toEqual([living])
    expect(readdirSync(join(root, '.pipe/claims'))).toEqual([])
  })
})

describe('scratch', () => {
  it('stays until its result is committed, and while someone works in it', async () => {
    const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
    for (const key of ['open', 'committed', 'held']) {
      writeFileSync(join(await store.scratch(key), 'checkpoint'), key)
    }
    commit(store, 'committed', {})
    commit(store, 'held', {})
    const release = await store.claim('held')
    await store.tidy(run)
    expect(readdirSync(join(root, '.pipe/scratch')).sort()).toEqual(['held', 'open'])
    expect(readFileSync(join(await store.scratch('open'), 'checkpoint'), 'utf8')).toBe('open')
    release()
    await store.tidy(run)
    expect(readdirSync(join(root, '.pipe/scratch'))).toEqual(['open'])
  })
})

describe('two processes on one store', () => {
  it('commit at the same time, and both see all', { timeout: 60_000 }, async () => {
    const count = 150
    const children = await Promise.all(
      ['a', 'b', 'c'].map((prefix) => start('commits', [root, prefix, String(count)])),
    )
    for (let index = 0; index < count; index++) await commitText(store, `own-${index}`, `own ${index}`)
    await Promise.all(children.map((child) => child.end()))
    for (const child of children) {
      expect(child.lines.filter((line) => !/^(run|committed|done)/.test(line))).toEqual([])
    }
    const keys = ['own', 'a', 'b', 'c'].flatMap((prefix) =>
      Array.from({ length: count }, (_, index) => `${prefix}-${index}`),
    )
    expect([...store.results(keys).keys()]).toEqual(keys)
    const report = await store.verify()
    expect(report).toMatchObject({ results: 4 * count, damaged: [], diagnostics: [] })
    // The journal alone gives the same.
    rmSync(join(root, '.pipe/store.sqlite'))
    expect(store.results(keys).size).toBe(4 * count)
    expect(told.map(({ code }) => code)).toEqual(['PIPE6003'])
  })

  it('open a new store at the same time', { timeout: 60_000 }, async () => {
    const fresh = newFolder()
    const children = await Promise.all(
      ['a', 'b', 'c', 'd'].map((prefix) => start('commits', [fresh, prefix, '3'])),
    )
    await Promise.all(children.map((child) => child.end()))
    for (const child of children) expect(child.lines.filter((line) => line.startsWith('told'))).toEqual([])
    const other = await open(fresh)
    expect((await other.verify()).results).toBe(12)
  })

  it('go on when the database is damaged and rebuilt under them', { timeout: 60_000 }, async () => {
    const child = await start('commits', [root, 'a', '300'])
    for (let line = await child.nextLine(); line !== 'committed a-20'; ) line = await child.nextLine()
    const file = join(root, '.pipe/store.sqlite')
    rmSync(`${file}-wal`)
    writeFileSync(file, 'noise'.repeat(4000))
    for (let index = 0; index < 20; index++) commit(store, `own-${index}`, {})
    await child.end()
    expect(child.lines.filter((line) => line.startsWith('PIPE'))).toEqual([])
    const keys = [
      ...Array.from({ length: 300 }, (_, index) => `a-${index}`),
      ...Array.from({ length: 20 }, (_, index) => `own-${index}`),
    ]
    expect([...store.results(keys).keys()]).toEqual(keys)
    expect((await store.verify()).diagnostics).toEqual([])
    const codes = [...told.map(({ code }) => code), ...child.lines.filter((line) => line.startsWith('told'))]
    expect(codes.length).toBeGreaterThan(0)
    expect(codes.length).toBeLessThan(4)
  })
})

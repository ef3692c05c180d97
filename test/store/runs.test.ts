import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { newRunId } from '../../src/store/run-id.ts'
import { bundled, start } from './child.ts'
import { newFolder, open } from './project.ts'

afterAll(async () => {
  for (const name of ['commits', 'exits']) rmSync(await bundled(name))
})

describe('the id of a run', () => {
  it('reads as its time', () => {
    expect(newRunId(new Date('2026-11-21T09:35:12.007Z'))).toMatch(/^20261121-093512-07[0-9a-z]{2}$/)
  })

  it('sorts as text in the order of time', () => {
    const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 1e9 }), (earlier, later) => {
        expect(newRunId(earlier) < newRunId(new Date(earlier.getTime() + later))).toBe(true)
      }),
    )
  })
})

describe('the history of a run', () => {
  it('is written by the end of the tick, in order', async () => {
    const store = await open(newFolder())
    const run = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }).id
    const path = join(store.folder, 'runs', run, 'events.jsonl')
    for (let n = 0; n < 3; n++) store.appendEvent(run, { n, text: 'a\nb' })
    await new Promise((done) => setImmediate(done))
    expect(
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => line && JSON.parse(line).n),
    ).toEqual([0, 1, 2, ''])
    store.appendEvent(run, { n: 3 })
    expect(store.events(run)).toHaveLength(4)
  })

  it('is whole when the process exits in the same tick', async () => {
    const root = newFolder()
    const child = await start('exits', [root])
    const run = (await child.nextLine()) ?? ''
    await child.end()
    const store = await open(root)
    expect(store.events(run)).toEqual(Array.from({ length: 1000 }, (_, n) => ({ n })))
    expect(store.runNodes(run)).toEqual([{ node: 'a', status: 'failed', duration: 1 }])
    expect(store.runs().map(({ status }) => status)).toEqual(['interrupted'])
  })

  it('of an unknown run is empty', async () => {
    const store = await open(newFolder())
    expect([store.runs(), store.events('none'), store.runNodes('none')]).toEqual([[], [], []])
  })
})

describe('opening', () => {
  it('writes nothing to the terminal, whichever SQLite it takes', async () => {
    const child = await start('commits', [newFolder(), 'key', '2'])
    await child.end()
    expect(child.errors()).toBe('')
    expect(child.lines.slice(1)).toEqual(['committed key-0', 'committed key-1', 'done'])
  })
})

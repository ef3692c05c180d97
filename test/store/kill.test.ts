import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bundled, start } from './child.ts'
import { filesUnder, newFolder, open } from './project.ts'

const kills = 60

afterAll(async () => rmSync(await bundled('torture')))

/** A repeatable source of random numbers in 0..1 (the linear congruential generator of Numerical Recipes). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

describe('a process that is killed while it stores', () => {
  it(`leaves a sound store, ${kills} times`, { timeout: 300_000 }, async () => {
    const root = newFolder()
    const random = randomNumbers(20_261_121)
    const committed: string[] = []
    for (let round = 0; round < kills; round++) {
      const child = await start('torture', [root, `round-${round}`])
      // A third of the kills fall into the opening, the others into the work.
      if (round % 3 === 0) await after(random() * 150)
      else {
        for (let lines = 1 + Math.floor(random() * 6); lines > 0; lines--) await child.nextLine()
        await after(random() * 30)
      }
      await child.kill()
      for (const line of child.lines) {
        expect(line).toMatch(/^(run|committed) /)
        if (line.startsWith('committed ')) committed.push(line.slice('committed '.length))
      }
      const told: unknown[] = []
      const store = await open(root, told as never[])
      const found = store.results(committed)
      expect([...found.keys()]).toEqual(committed)
      expect(told).toEqual([])
      const begun = store.runs().map(({ status }) => status)
      expect(begun.filter((status) => status === 'running')).toEqual([])
      expect(store.orphans()).toEqual([])
      store.close()
    }
    expect(committed.length).toBeGreaterThan(kills)
    await expectSound(root, committed)
  })
})

async function expectSound(root: string, committed: readonly string[]): Promise<void> {
  const store = await open(root)
  const report = await store.verify()
  expect(report.diagnostics).toEqual([])
  expect(report.results).toBeGreaterThanOrEqual(committed.length)
  for (const key of committed) {
    const file = store.results([key]).get(key)?.outputs.file as { hash: string }
    expect(readFileSync(store.objectPath(file.hash), 'utf8')).toMatch(new RegExp(`^file of ${key} \\.*$`))
  }
  // At most two objects of each killed round were stored and never needed.
  expect(report.unreferenced.count).toBeLessThanOrEqual(2 * kills)
  // The user's folder has the outputs and nothing else.
  expect(filesUnder(join(root, 'out')).filter((name) => !name.startsWith('model/'))).toEqual(['file'])
  expect(filesUnder(join(root, 'out/model'))).toEqual(['deep/shape', 'weights'])
  // What the killed ones left is gone once a run begins and is tidied.
  const { id } = store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} })
  await store.tidy(id)
  store.endRun(id, 'success')
  for (const folder of ['staging', 'temporary', 'claims']) {
    expect(filesUnder(join(store.folder, folder))).toEqual([])
  }
  expect(readdirSync(join(store.folder, 'scratch')).length).toBeLessThanOrEqual(kills)
  expect(readdirSync(store.folder).filter((name) => name.includes('damaged'))).toEqual([])
  expect(statSync(join(store.folder, 'store.sqlite')).size).toBeLessThan(10_000_000)
}

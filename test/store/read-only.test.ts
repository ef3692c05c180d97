import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { bundled, start } from './child.ts'
import { commitText, failureOf, newFolder, open, putText } from './project.ts'

const root = process.getuid?.() === 0
/** To root nothing is forbidden, so root tries as another: by custom this number is `nobody`. */
const nobody = 65_534

afterAll(async () => rmSync(await bundled('commits')))

/** What a user who may not write there is told on opening. */
async function refusalOf(project: string): Promise<string | undefined> {
  const child = await start('commits', [project, 'key', '1'], root ? { user: nobody } : {})
  const line = await child.nextLine()
  await child.end()
  return line
}

describe('a folder that may not be written', () => {
  it('is refused with a word when there is no store yet', async () => {
    const project = newFolder()
    chmodSync(project, 0o555)
    expect(await refusalOf(project)).toBe('refused PIPE6006')
    chmodSync(project, 0o755)
  })

  it('is refused with a word when there is one, and is left as it was', async () => {
    const project = newFolder()
    const store = await open(project)
    const hash = await commitText(store, 'a', 'a')
    store.close()
    const names = ['.', 'store.sqlite', 'results.jsonl', 'maintenance.lock']
    for (const name of names) chmodSync(join(project, '.pipe', name), name === '.' ? 0o555 : 0o444)
    const journal = readFileSync(join(project, '.pipe/results.jsonl'))
    expect(await refusalOf(project)).toBe('refused PIPE6006')
    expect(readFileSync(join(project, '.pipe/results.jsonl')).equals(journal)).toBe(true)
    for (const name of names) chmodSync(join(project, '.pipe', name), 0o755)
    const again = await open(project)
    expect(again.results(['a']).size).toBe(1)
    expect(again.has(hash)).toBe(true)
  })

  it('is refused by a store that another user owns', async (context) => {
    if (!root) return context.skip('only root can make a folder of another user')
    const project = newFolder()
    chownSync(project, nobody, nobody)
    const store = await open(project)
    await commitText(store, 'a', 'a')
    store.close()
    expect(await refusalOf(project)).toBe('refused PIPE6006')
  })
})

describe('a file system that became read-only', () => {
  it('is explained by whatever meets it', async (context) => {
    const disk = newFolder()
    const store = await open(disk)
    const hash = await commitText(store, 'a', 'a')
    const elsewhere = join(newFolder(), 'file')
    writeFileSync(elsewhere, 'text')
    // The folder is mounted over itself, read-only, which needs no file in it to be closed.
    const mount = (...options: string[]) => execFileSync('mount', [...options, disk], { stdio: 'ignore' })
    try {
      mount('--bind', disk)
    } catch {
      return context.skip('this user may not mount a folder')
    }
    const unmount = () => execFileSync('umount', ['-l', disk])
    try {
      mount('-o', 'remount,bind,ro')
      await expectRefusals(disk, store, hash, elsewhere)
    } finally {
      unmount()
    }
    expect(store.results(['a']).size).toBe(1)
    await commitText(store, 'b', 'b')
  })
})

async function expectRefusals(disk: string, store: Store, hash: string, elsewhere: string): Promise<void> {
  const refused = await openStore(disk)
  expect(refused.ok || refused.diagnostics.map(({ code }) => code)).toEqual(['PIPE6006'])
  expect(refused.ok || refused.diagnostics[0]?.message).toContain(disk)
  const attempts = [
    () => store.put(elsewhere),
    () => store.place(hash, join(disk, 'out')),
    () => putText(store, 'b'),
    () => store.scratch('key'),
    () => store.claim('key'),
    () => store.beginRun({ program: 'a.pipe', pipeline: 'a', params: {} }),
  ]
  for (const attempt of attempts) expect((await failureOf(attempt)).code).toBe('PIPE6006')
}

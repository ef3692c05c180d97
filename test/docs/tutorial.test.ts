import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readBlocks } from '../../src/cli/markdown.ts'

const root = join(import.meta.dirname, '../..')
const place = mkdtempSync(join(tmpdir(), 'pipe-tutorial-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

mkdirSync(join(place, '.bin'))
writeFileSync(join(place, '.bin/pipe'), `#!/bin/sh\nexec "${process.execPath}" "${root}/dist/pipe.js" "$@"\n`)
chmodSync(join(place, '.bin/pipe'), 0o755)
writeFileSync(join(place, '.bin/.keep'), '')

const blocks = readBlocks(readFileSync(join(root, 'docs/tutorial.md'), 'utf8'))
const codes = blocks.filter((block) => block.kind === 'code')

/** One block after the other, as a reader would: files are written, commands run, what is shown is what they say. */
const actions = codes.map(({ info, text }, index) => {
  const [language = '', path] = info.split(' ')
  const next = codes[index + 1]
  const shown = next?.info === 'text' ? next.text : ''
  return { title: `${index + 1}: ${path ?? text.split('\n')[0]}`, language, path, text, shown }
})

async function shell(command: string): Promise<{ readonly output: string; readonly status: number }> {
  const env = { ...process.env, PATH: `${join(place, '.bin')}:${process.env.PATH}`, NO_COLOR: '1', CI: '1' }
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], { cwd: place, env }, (error, stdout, stderr) => {
      resolve({ output: stdout + stderr, status: error ? Number(error.code ?? 1) : 0 })
    })
  })
}

/** Each line that is shown is among those that were written, in any order; `…` stands for anything. */
function expectShown(output: string, shown: string): void {
  const lines = output.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
  for (const wanted of shown.split('\n').filter((line) => line.trim() !== '')) {
    const parts = wanted.replace(/\s+/g, ' ').trim().split('…')
    const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')
    const found = lines.some((line) => new RegExp(`^${pattern}$`).test(line))
    expect(found ? wanted : output).toBe(wanted)
  }
}

describe('the tutorial', () => {
  it.each(actions)('$title', async ({ language, path, text, shown }) => {
    if (language === 'text') return
    if (path !== undefined) {
      mkdirSync(dirname(join(place, path)), { recursive: true })
      writeFileSync(join(place, path), text)
      if (language !== 'pipe' || path.startsWith('wrong')) return
      const { output, status } = await shell(`pipe check ${path}`)
      expect(status, output).toBe(0)
      return
    }
    expect(language).toBe('sh')
    const { output, status } = await shell(text)
    expectShown(output, shown)
    expect(status === 0, output).toBe(!shown.includes('error['))
  })

  it('has every sort of block, so that none is skipped unseen', () => {
    expect([...new Set(actions.map(({ language }) => language))].sort()).toEqual([
      'csv',
      'pipe',
      'py',
      'sh',
      'text',
    ])
  })
})

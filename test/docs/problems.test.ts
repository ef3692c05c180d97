import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic, Problem } from '../../src/base/diagnostics/diagnostic.ts'
import { problemTable } from '../../src/base/diagnostics/table.ts'
import { type PageProgram, readPage } from '../../src/cli/explain/problem-page.ts'
import { compile } from '../../src/compiler/compile.ts'
import { memoryHost } from '../compiler/memory-host.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'docs/problems')

const codes = Object.values(problemTable)
  .flatMap((problems) => Object.values<Problem<never>>(problems))
  .map(({ code }) => code)
  .sort()

const pages = readdirSync(folder)
  .filter((name) => /^PIPE\d+\.md$/.test(name))
  .map((name) => ({ code: name.slice(0, -3), page: readPage(readFileSync(join(folder, name), 'utf8')) }))

const checked = pages.filter(({ page }) => page.wrong && page.wrong.commands === undefined)
const run = pages.filter(({ page }) => page.wrong?.commands !== undefined)

it('each code has its page, and each page its code', () => {
  expect(pages.map(({ code }) => code)).toEqual(codes)
})

describe('the form of the page', () => {
  it.each(pages)('of $code', ({ code, page }) => {
    expect(page.title).toMatch(new RegExp(`^${code}: .{3,60}[^.]$`))
    expect(page.introduction.length).toBeGreaterThan(40)
    const shown = page.sections.filter((section) => section !== 'Why')
    expect([['Wrong', 'Right'], ['When']]).toContainEqual(shown)
    if (page.sections.includes('When')) expect(page.when.length).toBeGreaterThan(20)
    expect(page.sections.at(-1)).toMatch(/^(Right|When|Why)$/)
  })
})

describe('what is wrong gives exactly', () => {
  it.each(checked)('$code', ({ code, page }) => {
    const found = diagnosticsOf(page.wrong).map((diagnostic) => diagnostic.code)
    expect([...new Set(found)]).toEqual([code])
  })

  it.concurrent.each(run)('$code, when it is run', async ({ code, page }) => {
    const { output } = await execute(page.wrong)
    expect([...new Set(output.match(/PIPE\d{4}/g))]).toEqual([code])
  })
})

describe('what is right', () => {
  it.each(pages.filter(({ page }) => page.right))('checks without errors: $code', ({ page }) => {
    const errors = diagnosticsOf(page.right).filter(({ severity }) => severity === 'error')
    expect(errors.map(({ message }) => message)).toEqual([])
  })

  it.concurrent.each(pages.filter(({ page }) => page.right?.commands))('runs: $code', async ({ page }) => {
    const { output, status } = await execute(page.right)
    expect(output).not.toMatch(/PIPE\d{4}/)
    expect(status).toBe(0)
  })
})

function diagnosticsOf(program: PageProgram | undefined): readonly Diagnostic[] {
  const files = { ...program?.files, 'main.pipe': program?.text ?? '' }
  return compile(memoryHost(files), 'main.pipe').diagnostics
}

interface Executed {
  readonly output: string
  readonly status: number | string | null | undefined
}

/** Runs the commands of a page with the real `pipe`, in a folder of its own with the page's files. */
async function execute(program: PageProgram | undefined): Promise<Executed> {
  const place = mkdtempSync(join(tmpdir(), 'pipe-page-'))
  try {
    const pipe = `#!/bin/sh\nexec "${process.execPath}" "${root}/dist/pipe.js" "$@"\n`
    const files = { ...program?.files, 'main.pipe': program?.text ?? '', '.bin/pipe': pipe }
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(place, name)), { recursive: true })
      writeFileSync(join(place, name), content)
    }
    chmodSync(join(place, '.bin/pipe'), 0o755)
    const PATH = `${join(place, '.bin')}:${process.env.PATH}`
    const env = { ...process.env, PATH, NO_COLOR: '1', CI: '1' }
    return await new Promise((resolve) => {
      execFile('sh', ['-c', program?.commands ?? ''], { cwd: place, env }, (error, stdout, stderr) => {
        resolve({ output: stdout + stderr, status: error ? error.code : 0 })
      })
    })
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

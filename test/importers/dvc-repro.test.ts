import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The same stages by DVC and by the program that they become: what they write is the same, byte for byte. */
const cases = join(import.meta.dirname, 'cases')
const runnable = readdirSync(cases).filter((name) => name.startsWith('run_'))
const pipe = join(import.meta.dirname, '../../dist/pipe.js')
const dvc = process.env.PIPE_DVC ?? 'dvc'
const hasDvc = spawnSync(dvc, ['--version']).status === 0

let place = ''
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'pipe-import-'))
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

function run(command: string, args: readonly string[], cwd: string) {
  // The shell that DVC starts is the one of whoever runs it; bash is the usual one.
  const env = { ...process.env, SHELL: '/bin/bash', NO_COLOR: '1', DVC_NO_ANALYTICS: '1' }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  expect(status, `${command} ${args.join(' ')}\n${stdout}${stderr}`).toBe(0)
  return stdout
}

/** Every file that is in a folder and not in the input, with its content. */
function written(folder: string, input: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name))
    if (!entry.isFile() || /^\.(git|dvc|pipe)|\.gitignore$|^dvc\.lock$|\.pipe$/.test(path)) continue
    if (!existsSync(join(input, path))) files[path] = readFileSync(join(folder, path), 'utf8')
  }
  return files
}

function importedAndRun(name: string): Readonly<Record<string, string>> {
  const input = join(cases, name, 'input')
  const folder = join(place, `${name}-pipe`)
  cpSync(input, folder, { recursive: true })
  run(process.execPath, [pipe, 'import', '.', '--out', 'imported.pipe'], folder)
  run(process.execPath, [pipe, 'run', 'imported.pipe', '--reporter', 'plain'], folder)
  const again = run(process.execPath, [pipe, 'plan', 'imported.pipe', '--exit-code'], folder)
  expect(again).not.toContain('would run')
  return written(folder, input)
}

test.each(runnable)(
  '%s runs as it is, and has nothing to do the second time',
  (name) => {
    expect(Object.keys(importedAndRun(name)).length).toBeGreaterThan(0)
  },
  60_000,
)

// DVC is a Python package of 80 others, too much for every check: set PIPE_DVC to one to compare with it.
test.skipIf(!hasDvc).each(runnable)(
  '%s writes what `dvc repro` writes',
  (name) => {
    const input = join(cases, name, 'input')
    const folder = join(place, `${name}-dvc`)
    cpSync(input, folder, { recursive: true })
    run('git', ['init', '--quiet'], folder)
    run(dvc, ['init', '--quiet'], folder)
    run(dvc, ['repro', '--quiet'], folder)
    const own = join(place, `${name}-pipe`)
    rmSync(own, { recursive: true, force: true })
    expect(importedAndRun(name)).toEqual(written(folder, input))
  },
  120_000,
)

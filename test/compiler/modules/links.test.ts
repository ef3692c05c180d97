import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compiler/compile.ts'
import { nodeHost } from '../../../src/compiler/node-host.ts'

let root = ''

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'pipe-modules-')))
  mkdirSync(join(root, 'project/.git'), { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function check(path: string) {
  const { program, diagnostics, sources } = compile(nodeHost(), join(root, path))
  const shown = diagnostics.map(({ code, location }) => `${code} ${location?.file.slice(root.length + 1)}`)
  return { program, shown, files: [...sources.keys()].map((file) => file.slice(root.length + 1)) }
}

describe('links', () => {
  it('to one file are that file, read once', () => {
    write('project/lib/real.pipe', 'let x = 1 / 0')
    symlinkSync('lib/real.pipe', join(root, 'project/link.pipe'))
    write(
      'project/main.pipe',
      'import { x } from "./lib/real.pipe"\nimport { x as y } from "./link.pipe"\nstep s { run: "true", inputs: { x: x, y: y } }',
    )
    const { shown, files } = check('project/main.pipe')
    expect(shown).toEqual([expect.stringMatching(/^PIPE\d+ project\/lib\/real\.pipe$/)])
    expect(files).toEqual(['project/main.pipe', 'project/lib/real.pipe'])
  })

  it('are followed before paths are: a file lies where it really is', () => {
    write('project/lib/real.pipe', 'let d = files("own.txt")')
    write('project/lib/own.txt', '')
    symlinkSync('lib/real.pipe', join(root, 'project/link.pipe'))
    write('project/main.pipe', 'import { d } from "./link.pipe"\nstep s { run: "true", inputs: { d: d } }')
    const { program, shown } = check('project/main.pipe')
    expect(shown).toEqual([])
    expect(program?.nodes[0]?.config.inputs).toEqual({ op: 'value', value: { d: { $file: 'lib/own.txt' } } })
  })

  it('may not lead out of the project', () => {
    write('outside.pipe', 'let x = 1')
    symlinkSync('../outside.pipe', join(root, 'project/link.pipe'))
    write('project/main.pipe', 'import { x } from "./link.pipe"\nstep s { run: "true", inputs: { x: x } }')
    expect(check('project/main.pipe').shown).toEqual(['PIPE2101 project/main.pipe'])
  })

  it('that lead nowhere or in a circle are files that are not there', () => {
    symlinkSync('nowhere.pipe', join(root, 'project/a.pipe'))
    symlinkSync('loop.pipe', join(root, 'project/loop.pipe'))
    mkdirSync(join(root, 'project/folder.pipe'))
    write(
      'project/main.pipe',
      'import { x } from "./a.pipe"\nimport { y } from "./loop.pipe"\nimport { z } from "./folder.pipe"\nstep s { run: "true", inputs: { x: x, y: y, z: z } }',
    )
    expect(check('project/main.pipe').shown.map((one) => one.slice(0, 8))).toEqual([
      'PIPE2032',
      'PIPE2032',
      'PIPE2100',
    ])
  })

  it('let no file import itself by another name', () => {
    write('project/main.pipe', 'import { x as y } from "./again.pipe"\nlet x = 1')
    symlinkSync('main.pipe', join(root, 'project/again.pipe'))
    expect(check('project/main.pipe').shown).toEqual(['PIPE2102 project/main.pipe'])
  })
})

it('what is no text is told at the import', () => {
  mkdirSync(join(root, 'project'), { recursive: true })
  writeFileSync(join(root, 'project/picture.pipe'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]))
  write('project/main.pipe', 'import { x } from "./picture.pipe"\nstep s { run: "true", inputs: { x: x } }')
  expect(check('project/main.pipe').shown).toEqual(['PIPE2037 project/main.pipe'])
})

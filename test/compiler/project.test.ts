import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compile } from '../../src/compiler/compile.ts'
import { nodeHost } from '../../src/compiler/node-host.ts'
import { projectOf, resolveWithin } from '../../src/compiler/project.ts'
import { memoryHost } from './memory-host.ts'

describe('paths', () => {
  it.each([
    ['', 'a.csv', 'a.csv'],
    ['sub', 'a.csv', 'sub/a.csv'],
    ['sub', '../a.csv', 'a.csv'],
    ['sub', './x/../y/', 'sub/y'],
    ['sub', '../../a.csv', undefined],
    ['', '/a', undefined],
    ['', '~/a', undefined],
    ['', '', undefined],
    ['', 'a\nb', undefined],
    ['', '..a/b', '..a/b'],
  ])('from %j, %j is %j', (folder, path, expected) => {
    expect(resolveWithin(folder, path)).toBe(expected)
  })
})

describe('globs', () => {
  const files = {
    'main.pipe': '',
    'a/1.csv': '',
    'a/b/2.csv': '',
    'a/.hidden.csv': '',
    'node_modules/x/3.csv': '',
    'c.txt': '',
  }
  const project = projectOf(memoryHost(files), 'main.pipe')

  it.each([
    ['a/*.csv', ['a/1.csv']],
    ['**/*.csv', ['a/1.csv', 'a/b/2.csv']],
    ['{a,b}/1.csv', ['a/1.csv']],
    ['c.txt', ['c.txt']],
    ['nothing*', []],
    ['a', []],
  ])('%s', (pattern, expected) => {
    expect(project.expand(pattern)).toEqual(expected)
  })
})

describe('the real file system', () => {
  let folder: string
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipe-compiler-')))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  it('has its root where .pipe or .git is, and nodes know their folder', () => {
    write('.pipe/x', '')
    write('sub/deep/main.pipe', 'dataset d { source: csv("../a.csv"), target: "y" }')
    write('sub/a.csv', 'x,y\n1.5,a\n2.5,b\n')
    const { program, root, diagnostics } = compile(nodeHost(), join(folder, 'sub/deep/main.pipe'))
    expect(diagnostics).toEqual([])
    expect(root).toBe(folder)
    expect(program?.nodes[0]?.folder).toBe('sub/deep')
    expect(program?.locations.d).toEqual({ file: 'sub/deep/main.pipe', line: 1, column: 1 })
    expect(JSON.stringify(program?.nodes[0]?.config.source)).toContain('"$file":"sub/a.csv"')
  })

  it("is the program's own folder elsewhere", () => {
    write('main.pipe', 'step s { run: "true" }')
    expect(compile(nodeHost(), join(folder, 'main.pipe')).root).toBe(folder)
  })

  it('is found through links', () => {
    write('.git/HEAD', '')
    write('real/main.pipe', 'step s { run: "true" }')
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    expect(compile(nodeHost(), join(folder, 'link/main.pipe')).program?.nodes[0]?.folder).toBe('real')
  })

  it("says when a program can't be read", () => {
    const { diagnostics } = compile(nodeHost(), join(folder, 'none.pipe'))
    expect(diagnostics.map(({ code }) => code)).toEqual(['PIPE2032'])
    mkdirSync(join(folder, 'folder.pipe'))
    expect(compile(nodeHost(), join(folder, 'folder.pipe')).diagnostics.map(({ code }) => code)).toEqual([
      'PIPE2032',
    ])
  })

  it('does not wait for a pipe that nobody writes to', () => {
    spawnSync('mkfifo', [join(folder, 'pipe.csv')])
    write('main.pipe', 'dataset a { source: csv("pipe.csv") }')
    const { diagnostics } = compile(nodeHost(), join(folder, 'main.pipe'))
    expect(diagnostics.map(({ code }) => code)).toEqual(['PIPE4001'])
    expect(compile(nodeHost(), '/dev/zero').diagnostics.map(({ code }) => code)).toEqual(['PIPE2032'])
  })

  it('says when a data file is a folder or missing', () => {
    mkdirSync(join(folder, 'data'))
    write('main.pipe', 'dataset a { source: csv("data") }\ndataset b { source: csv("none.csv") }')
    const { diagnostics } = compile(nodeHost(), join(folder, 'main.pipe'))
    expect(diagnostics.map(({ code }) => code)).toEqual(['PIPE4001', 'PIPE4002'])
  })
})

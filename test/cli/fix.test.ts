import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/cli/explain/problem-page.ts'
import { fixProgram } from '../../src/cli/fix/fix-program.ts'
import { unifiedDiff } from '../../src/cli/fix/unified-diff.ts'
import { compile } from '../../src/compiler/compile.ts'
import { memoryHost } from '../compiler/memory-host.ts'
import { folder, pipe, root } from './pipe.ts'

function fixed(text: string): string {
  const { changes } = fixProgram(memoryHost({ 'main.pipe': text }), 'main.pipe')
  return changes.get('main.pipe')?.after ?? text
}

/** Errors in all, and those of texts that do not parse. */
function errorsOf(text: string): readonly [number, number] {
  const { diagnostics } = compile(memoryHost({ 'main.pipe': text }), 'main.pipe')
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return [errors.length, errors.filter(({ code }) => code.startsWith('PIPE1')).length]
}

describe('what is mended', () => {
  it.each([
    [
      'a name',
      'param lr: float = 1\nstep a { run: "a ${lrr}" }',
      'param lr: float = 1\nstep a { run: "a ${lr}" }',
    ],
    ['a kind', 'stepp a { run: "a" }', 'step a { run: "a" }'],
    ['a field', 'step a { run: "a", timout: 5m }', 'step a { run: "a", timeout: 5m }'],
    ['a unit', 'step a { run: "a", timeout: 5min }', 'step a { run: "a", timeout: 5m }'],
    [
      'a choice',
      'dataset d { source: two_moons() }\ntrain t { model: mlp(activation: "rely"), data: d }',
      'dataset d { source: two_moons() }\ntrain t { model: mlp(activation: "relu"), data: d }',
    ],
    [
      'a column',
      'dataset d { source: two_moons(), target: "lable" }',
      'dataset d { source: two_moons(), target: "label" }',
    ],
    ['missing parentheses', 'dataset d { source: two_moons }', 'dataset d { source: two_moons() }'],
    [
      'an output',
      'step a { run: "a", outputs: { text: file("a") } }\nstep b { run: "b ${a.txt}" }',
      'step a { run: "a", outputs: { text: file("a") } }\nstep b { run: "b ${a.text}" }',
    ],
    ['a zero', 'dataset d { source: two_moons(noise: .5) }', 'dataset d { source: two_moons(noise: 0.5) }'],
    ['quotes', "step a { run: 'a' }", 'step a { run: "a" }'],
    ['an open string', 'step a {\n  run: "a\n}', 'step a {\n  run: "a"\n}'],
    ['an equals sign', 'step a { run = "a" }', 'step a { run: "a" }'],
    ['a colon', 'step a { run "a" }', 'step a { run: "a" }'],
    ['a comma in a list', 'step a { run: ["a" "b"] }', 'step a { run: ["a", "b"] }'],
    ['a comma in a block', 'step a { run: "a" timeout: 5m }', 'step a { run: "a", timeout: 5m }'],
    ['a bracket', 'step a {\n  run: ["a", "b"\n}', 'step a {\n  run: ["a", "b"]\n}'],
    [
      'a brace',
      'step a {\n  run: "a"\n\nstep b { run: "b" }',
      'step a {\n  run: "a"\n}\n\nstep b { run: "b" }',
    ],
    ['a bracket of another kind', 'step a { run: ["a") }', 'step a { run: ["a"] }'],
    ['a bracket too many', 'step a { run: "a" } }', 'step a { run: "a" } '],
    ['a comment', '// A.\nstep a { run: "a" }', '# A.\nstep a { run: "a" }'],
    ['an operator', 'step a { run: "a", when: true && true }', 'step a { run: "a", when: true and true }'],
    ['an escape', 'step a { run: "\\d" }', 'step a { run: "\\\\d" }'],
    [
      'a space before a unit',
      'param n: epochs = 5epochs\nlet m = n\nnotify a { to: file("a"), message: "${m}" }',
      'param n: epochs = 5 epochs\nlet m = n\nnotify a { to: file("a"), message: "${m}" }',
    ],
    [
      'what is not used, with its words',
      '## Unused.\nlet a = 1\n\nstep b { run: "b" }',
      '\nstep b { run: "b" }',
    ],
    ['one after the other', 'let a = 1\nlet b = a\nstep c { run: "c" }', 'step c { run: "c" }'],
  ])('%s', (_, text, wanted) => {
    expect(fixed(text)).toBe(wanted)
  })
})

describe('what is not mended', () => {
  it.each([
    ['a block that took work', 'regulation r { observe: loss, limit: finite() }\nstep b { run: "b" }'],
    ['a name that is near to nothing', 'step a { run: "a ${zzzz}" }'],
    ['a string that may end in the middle', 'step a { run: "a, timeout: 5m }'],
  ])('%s', (_, text) => {
    expect(fixed(text)).toBe(text)
  })
})

describe('a program', () => {
  const pages = readdirSync(join(root, 'docs/problems'))
    .map((name) => readPage(readFileSync(join(root, 'docs/problems', name), 'utf8')))
    .flatMap(({ wrong, right }) => [wrong, right].flatMap((program) => (program ? [program.text] : [])))

  it('never has more errors than before, nor more that do not parse', () => {
    for (const text of pages) {
      const [errors, unparsed] = errorsOf(text)
      const after = errorsOf(fixed(text))
      expect(after[0]).toBeLessThanOrEqual(errors)
      expect(after[1]).toBeLessThanOrEqual(unparsed)
    }
  })

  it('nor when words of it are lost, doubled or swapped', () => {
    const mutation = fc.record({
      text: fc.constantFrom(...pages),
      how: fc.constantFrom('lose', 'double', 'swap'),
      where: fc.nat(),
    })
    fc.assert(
      fc.property(mutation, ({ text, how, where }) => {
        const words = text.match(/\w+|\s+|[^\w\s]/g) ?? []
        const at = where % Math.max(1, words.length)
        const [word = '', next = ''] = words.slice(at, at + 2)
        if (how === 'lose') words.splice(at, 1)
        else if (how === 'double') words.splice(at, 0, word)
        else words.splice(at, 2, next, word)
        const broken = words.join('')
        const [errors, unparsed] = errorsOf(broken)
        const after = errorsOf(fixed(broken))
        expect(after[0]).toBeLessThanOrEqual(errors)
        expect(after[1]).toBeLessThanOrEqual(unparsed)
      }),
      { numRuns: 150 },
    )
  })
})

describe('pipe check --fix', () => {
  const wrong = 'param lr: float = 1\n\nstep a { run: "a ${lrr}", timeout: 5min }\n'
  const right = 'param lr: float = 1\n\nstep a { run: "a ${lr}", timeout: 5m }\n'

  it('writes the file, says what it did and checks again', () => {
    const place = folder({ 'main.pipe': wrong })
    const { stdout, status } = pipe(place, ['check', '--fix'])
    expect(readFileSync(join(place, 'main.pipe'), 'utf8')).toBe(right)
    expect(stdout).toContain('main.pipe:3:20  PIPE2001  Write `lr`')
    expect(stdout).toContain('Mended 2 problems.')
    expect(stdout).toContain('No problems in 1 node')
    expect(status).toBe(0)
  })

  it('shows what it would do', () => {
    const place = folder({ 'main.pipe': wrong })
    const { stdout, status } = pipe(place, ['check', '--dry-run'])
    expect(stdout).toContain(
      '-step a { run: "a ${lrr}", timeout: 5min }\n+step a { run: "a ${lr}", timeout: 5m }',
    )
    expect(readFileSync(join(place, 'main.pipe'), 'utf8')).toBe(wrong)
    expect(status).toBe(1)
  })

  it('keeps JSON and SARIF clean, and both carry the fixes', () => {
    const place = folder({ 'main.pipe': wrong })
    const [first] = JSON.parse(pipe(place, ['check', '--json']).stdout).diagnostics
    expect(first.fix.edits[0].text).toBe('lr')
    const sarif = JSON.parse(pipe(place, ['check', '--sarif', '--fix', '--dry-run']).stdout)
    expect(sarif.runs[0].results[0].fixes[0].description.text).toBe('Write `lr`')
  })
})

describe('the diff', () => {
  it('is that of diff -u', () => {
    const before = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`).join('')
    const after = before.replace('2\n', '2a\n').replace('18\n', '')
    expect(unifiedDiff('x', before, after)).toBe(
      '--- x\n+++ x\n@@ -1,5 +1,5 @@\n 1\n-2\n+2a\n 3\n 4\n 5\n@@ -15,6 +15,5 @@\n 15\n 16\n 17\n-18\n 19\n 20\n',
    )
  })
})

import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partsOf } from '../../src/importers/dvc/interpolation.ts'
import { pythonQuote, pythonText } from '../../src/importers/dvc/python-text.ts'
import { importFile } from '../../src/importers/import.ts'
import { memoryImport } from './memory-import.ts'

/** What Python prints for each of many values, in one process. */
function python(program: string, input: readonly unknown[]): readonly string[] {
  const { stdout, status } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(input),
    encoding: 'utf8',
  })
  expect(status, 'python3 is needed').toBe(0)
  return JSON.parse(stdout)
}

const read = 'import json, sys, shlex; values = json.load(sys.stdin);'

describe('values as DVC writes them', () => {
  test('floats are as Python prints them', () => {
    const floats = [
      ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), 2000),
      0.1,
      1,
      1e16,
      1e-4,
      1e-5,
    ]
    const printed = python(
      `${read} print(json.dumps([repr(float(v)) for v in values]))`,
      floats.map((value) => (Object.is(value, -0) ? '-0' : String(value))),
    )
    expect(floats.map((value) => pythonText({ value, text: '1.0' }))).toEqual(printed)
  })

  test('texts are quoted as `shlex.quote` does', () => {
    const texts = fc.sample(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), 500)
    const quoted = python(`${read} print(json.dumps([shlex.quote(v) for v in values]))`, texts)
    expect(texts.map(pythonQuote)).toEqual(quoted)
  })

  test.each([
    ['12', 12, '12'],
    ['1_000', 1000, '1000'],
    ['12345678901234567890', 12345678901234567000, '12345678901234567890'],
    ['0x10', 16, '16'],
    ['1.50', 1.5, '1.5'],
    ['1e3', 1000, '1000.0'],
  ])('%s', (text, value, written) => {
    expect(pythonText({ value, text })).toBe(written)
  })
})

describe('interpolation', () => {
  const paths = (text: string) => partsOf(text).map((part) => (part.kind === 'text' ? part.text : part.path))

  test('is what DVC takes for it', () => {
    expect(paths('a ${b} c')).toEqual(['a ', ['b'], ' c'])
    expect(paths('${a.b[0].c}${ d }')).toEqual([['a', 'b', '0', 'c'], ['d']])
    expect(paths('\\${a} $a $${b}')).toEqual(['${a} $a $', ['b']])
    expect(paths('${a b!}${}${.a}${a[}')).toEqual([['a b!'], undefined, undefined, undefined])
  })

  const command = (dvc: string, params: string) => {
    const host = memoryImport({ 'dvc.yaml': dvc, 'params.yaml': params })
    return importFile(host, 'dvc.yaml', { name: 'p' })
  }

  test('any nested value is found by its keys', () => {
    const leaf = fc.integer({ min: -1000, max: 1000 })
    const key = fc.stringMatching(/^[a-z]{1,6}$/)
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, leaf, fc.dictionary(key, tie('node'), { minKeys: 1, maxKeys: 3 })),
    })).node
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 3 }), (values) => {
        const leaves = leavesOf(values, [])
        const written = leaves.map(([path]) => `\${${path.join('.')}}`).join(' ')
        const dvc = JSON.stringify({ stages: { s: { cmd: `echo ${written}` } } })
        const { program = '', diagnostics } = command(dvc, JSON.stringify(values))
        expect(diagnostics).toEqual([])
        for (const [, value] of leaves) expect(program).toContain(`: int = ${value}`)
      }),
      { numRuns: 100 },
    )
  })

  function leavesOf(
    value: unknown,
    path: readonly string[],
  ): readonly (readonly [readonly string[], unknown])[] {
    if (typeof value !== 'object' || value === null) return [[path, value]]
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
  }

  test('what is not there is told with what might have been meant', () => {
    const { program, diagnostics } = command('stages: {s: {cmd: "echo ${train.lrr}"}}', 'train: {lr: 1}')
    expect(program).toBeUndefined()
    expect(diagnostics[0]).toMatchObject({ code: 'PIPE8310', hint: 'Did you mean `train.lr`?' })
  })
})

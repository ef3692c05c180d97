import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SourceText } from '../../src/base/source.ts'
import { importFile } from '../../src/importers/import.ts'
import { readYaml } from '../../src/importers/yaml/read-yaml.ts'
import { describeYaml, member, type Yaml } from '../../src/importers/yaml/tree.ts'
import { memoryImport } from './memory-import.ts'

function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return readYaml('dvc.yaml', bytes, new Map<string, SourceText>())
}

function codes(text: string | Uint8Array): readonly string[] {
  const result = read(text)
  return result.ok ? [] : result.diagnostics.map(({ code }) => code)
}

/** A tree as plain values. */
function plain(node: Yaml | undefined): unknown {
  if (node === undefined) return undefined
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))
}

function plainValue(text: string): unknown {
  const result = read(text)
  expect(result.ok, text).toBe(true)
  return result.ok ? plain(result.value) : undefined
}

describe('YAML', () => {
  test('aliases and merges are resolved, own keys win', () => {
    expect(plainValue('a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a, {z: 4}]}\nd: *a')).toEqual({
      a: { x: 1, y: 2 },
      b: { x: 1, y: 3 },
      c: { x: 1, y: 2, z: 4 },
      d: { x: 1, y: 2 },
    })
  })

  test('scalars are what DVC takes them for', () => {
    expect(plainValue('[1_000, 0x10, 1e-3, "1", yes, on, ~, true, 2020-01-01, 1.50]')).toEqual([
      ...[1000, 16, 0.001, '1', 'yes', 'on', null, true, '2020-01-01', 1.5],
    ])
  })

  test('values have their places', () => {
    const text = 'stages:\n  one:\n    cmd: echo\n'
    const result = read(text)
    const stages = result.ok && result.value?.kind === 'map' ? member(result.value, 'stages') : undefined
    const one = stages?.kind === 'map' ? member(stages, 'one') : undefined
    const command = one?.kind === 'map' ? member(one, 'cmd') : undefined
    expect(command && text.slice(command.start, command.end)).toBe('echo')
    expect(command && describeYaml(command)).toBe('a text')
  })

  test.each([
    ['a tab as indentation', 'a:\n\tb: 1\n', 'PIPE8300'],
    ['an unclosed bracket', 'a: [1, 2\n', 'PIPE8300'],
    ['an unknown alias', 'a: *nothing\n', 'PIPE8317'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'PIPE8300'],
    ['a duplicate key', 'a: 1\na: 2\n', 'PIPE8303'],
    ['a key that is a map', '? {a: 1}\n: 2\n', 'PIPE8304'],
    ['a merge of a text', '<<: text\na: 1\n', 'PIPE8304'],
    ['bytes that are no UTF-8', Uint8Array.of(0x61, 0x3a, 0x20, 0xff), 'PIPE8301'],
    ['an alias of itself', 'a: &a [*a]\n', 'PIPE8302'],
    ['brackets without end', '['.repeat(100_000), 'PIPE8302'],
    ['dashes without end', '- '.repeat(100_000), 'PIPE8302'],
    ['maps within maps', `${'{a: '.repeat(150)}1${'}'.repeat(150)}`, 'PIPE8302'],
    ['a file of five million characters', `a: ${'x'.repeat(5_000_000)}`, 'PIPE8302'],
  ])('%s is told', (_, text, code) => {
    expect(codes(text)).toContain(code)
  })

  test('aliases that multiply are stopped', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const name = String.fromCharCode(98 + level)
      return `${name}: &${name} [${Array(9)
        .fill(`*${String.fromCharCode(97 + level)}`)
        .join(', ')}]`
    })
    expect(codes(`a: &a [1, 1]\n${levels.join('\n')}\n`)).toEqual(['PIPE8302'])
  })

  test('nothing at all is no map', () => {
    expect(plainValue('')).toBeUndefined()
    expect(plainValue('# only a comment\n')).toBeUndefined()
  })
})

describe('whatever is imported', () => {
  const words = fc.constantFrom(
    ...[
      'stages',
      'jobs',
      'cmd',
      'outs',
      'deps',
      'foreach',
      'do',
      'matrix',
      'vars',
      'params',
      'on',
      'steps',
      'run',
    ],
    ...[
      'uses',
      'with',
      'env',
      'if',
      'needs',
      'strategy',
      'runs-on',
      'wdir',
      'metrics',
      'plots',
      'push',
      'schedule',
    ],
    ...[
      '${item}',
      '${x.y[0]}',
      '${{ matrix.os }}',
      '${{ secrets.A }}',
      '"${{ inputs.x }}"',
      '*a',
      '&a',
      '<<',
      '[',
      ']',
    ],
    ...[
      '{',
      '}',
      ': ',
      '- ',
      '\n',
      '\n  ',
      '\n    ',
      '\n      ',
      '|',
      '>',
      '"',
      "'",
      '#',
      '!',
      'true',
      '1',
      'echo $X',
    ],
    ...[
      '\t',
      '\u0000',
      'é',
      '\\',
      'include',
      'exclude',
      'outputs',
      'always()',
      'actions/upload-artifact@v4',
      'path',
    ],
  )

  test('is a program or a reason, and never an exception', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), fc.constantFrom('dvc', 'github'), (parts, from) => {
        const start = from === 'dvc' ? 'stages:\n  s:\n    cmd: ' : 'jobs:\n  j:\n    steps:\n      - run: '
        for (const text of [parts.join(''), start + parts.join(' ')]) {
          const host = memoryImport({ 'file.yaml': text, 'params.yaml': 'x: {y: [1]}\n' })
          const { program, diagnostics } = importFile(host, 'file.yaml', { from, name: 'fuzzed' })
          const failed = diagnostics.some(({ severity }) => severity === 'error')
          expect(program === undefined).toBe(failed)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('may be any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { diagnostics } = importFile(memoryImport({ 'dvc.yaml': bytes }), 'dvc.yaml', { name: 'bytes' })
        expect(diagnostics.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})

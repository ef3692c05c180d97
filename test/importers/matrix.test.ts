import { expect, test } from 'vitest'
import { githubParts, parseExpression } from '../../src/importers/github/expression.ts'
import { fold, literalOf } from '../../src/importers/github/fold.ts'
import { matrixCombinations } from '../../src/importers/github/matrix.ts'
import { Report } from '../../src/importers/report.ts'
import { readYaml } from '../../src/importers/yaml/read-yaml.ts'
import { Shapes } from '../../src/importers/yaml/shape.ts'

function combinations(yaml: string): readonly string[] {
  const sources = new Map()
  const read = readYaml('w.yml', new TextEncoder().encode(yaml), sources)
  if (!read.ok || read.value?.kind !== 'map') throw new Error('no map')
  const shapes = new Shapes('w.yml', new Report((path) => path, sources))
  return matrixCombinations(shapes, read.value, 'job', undefined).map((row) =>
    [...row].map(([key, value]) => `${key}:${value.kind === 'scalar' ? value.text : value.kind}`).join(' '),
  )
}

test('include adds to jobs, or adds jobs, as the documentation of GitHub shows it', () => {
  const yaml = `
fruit: [apple, pear]
animal: [cat, dog]
include:
  - {color: green}
  - {color: pink, animal: cat}
  - {fruit: apple, shape: circle}
  - {fruit: banana}
  - {fruit: banana, animal: cat}
`
  expect(combinations(yaml)).toEqual([
    'fruit:apple animal:cat color:pink shape:circle',
    'fruit:apple animal:dog color:green shape:circle',
    'fruit:pear animal:cat color:pink',
    'fruit:pear animal:dog color:green',
    'fruit:banana',
    'fruit:banana animal:cat',
  ])
})

test('exclude takes away whatever has all of its values', () => {
  expect(combinations('os: [a, b]\nv: [1, 2]\nexclude: [{os: a, v: 1}, {v: 2, os: b}]')).toEqual([
    'os:a v:2',
    'os:b v:1',
  ])
})

test('more jobs than GitHub allows are none', () => {
  const axis = `[${Array.from({ length: 20 }, (_, index) => index).join(', ')}]`
  expect(combinations(`a: ${axis}\nb: ${axis}`)).toEqual([])
})

test.each([
  ["'a' == 'A'", true],
  ["1 == '1'", true],
  ["matrix.os == 'linux' && 'yes' || 'no'", 'yes'],
  ["!contains('Hello', 'ell')", false],
  ["startsWith('refs/tags/v1', 'refs/tags/')", true],
  ["format('{0}-{1}{{}}', 'a', 2)", 'a-2{}'],
  ["'it''s'", "it's"],
  ['null || 0x10', 16],
  ['github.ref', undefined],
  ["matrix['os']", 'linux'],
])('%s', (text, value) => {
  const expression = parseExpression(text)
  const known = (path: readonly string[]) => (path.join('.') === 'matrix.os' ? 'linux' : undefined)
  expect(expression && literalOf(fold(expression, known))).toBe(value)
})

test.each(['1 +', '(a', 'a..b', "'open", 'f(a,)', 'a b', '('.repeat(1000)])('%s is no expression', (text) => {
  expect(parseExpression(text)).toBeUndefined()
})

test('a text is taken apart at its expressions', () => {
  const parts = githubParts("a ${{ x }} ${{ format('}}') }} $B ${C}")
  expect(parts.map((part) => (part.kind === 'text' ? part.text : part.written))).toEqual([
    ...['a ', '${{ x }}', ' ', "${{ format('}}') }}", ' $B ${C}'],
  ])
})

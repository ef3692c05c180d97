import { expect, test } from 'vitest'
import { isGlob, parseGlob } from '../../src/base/glob.ts'

const matching = (pattern: string, paths: readonly string[]) => paths.filter(parseGlob(pattern).matches)

test('a star stays within a name and leaves dot files out', () => {
  expect(
    matching('data/*.csv', ['data/a.csv', 'data/b/c.csv', 'data/.d.csv', 'e.csv', 'data/a.csvx']),
  ).toEqual(['data/a.csv'])
})

test('two stars span folders, none included', () => {
  const paths = ['a.rb', 'x/a.rb', 'x/y/a.rb', 'x/.git/a.rb', 'x/a.py']
  expect(matching('**/*.rb', paths)).toEqual(['a.rb', 'x/a.rb', 'x/y/a.rb'])
  expect(matching('x/**', paths)).toEqual(['x/a.rb', 'x/y/a.rb', 'x/a.py'])
  expect(matching('x/**/a.rb', paths)).toEqual(['x/a.rb', 'x/y/a.rb'])
})

test('classes, alternatives and literal characters', () => {
  expect(matching('[a-c]?.{csv,json}', ['ab.csv', 'ad.json', 'dx.csv', 'a.csv', 'ab.cs+'])).toEqual([
    'ab.csv',
    'ad.json',
  ])
  expect(matching('[!a]*', ['b', 'a', '/'])).toEqual(['b'])
  expect(matching('a+(b).$x', ['a+(b).$x', 'aab.$x'])).toEqual(['a+(b).$x'])
  expect(matching('a{b', ['ab'])).toEqual(['ab'])
})

test('the base is where a search begins', () => {
  expect(parseGlob('data/raw/*.csv')).toMatchObject({ base: 'data/raw', deep: false })
  expect(parseGlob('*.csv')).toMatchObject({ base: '', deep: false })
  expect(parseGlob('data/**/x.csv')).toMatchObject({ base: 'data', deep: true })
  expect(isGlob('data/a.csv')).toBe(false)
})

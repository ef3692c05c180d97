import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellText, type WordPaths } from '../../src/runtime/commands/shell-words.ts'
import { literalWords } from '../../src/runtime/files/command-words.ts'
import { list, output, program, project, ran, record, sh, staged, step, value } from './workshop.ts'

const paths: WordPaths = {
  artifact: ({ hash }) => hash,
  file: ({ $file }) => [$file],
  output: ({ $output }) => $output,
}

/** What `sh` hands to a program, word by word. */
function words(parts: Parameters<typeof shellText>[0]): readonly string[] {
  const script = `set -- ${shellText(parts, paths)}; for word do printf '%s\\0' "$word"; done`
  return execFileSync('sh', ['-eu', '-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '"',
      '\\',
      '$',
      '`',
      '(',
      ')',
      '\n',
      ' ',
      ';',
      '&',
      '|',
      '<',
      '>',
      '*',
      '~',
      '#',
      '!',
      '{',
      '}',
      '=',
      '-',
      'a',
      '/',
    ),
  }),
  fc.constantFrom(
    '$(touch pwned)',
    '`id`',
    "'; rm -rf x; '",
    '-n',
    '~root',
    '*',
    'a=b',
    'if',
    '2>',
    '%1',
    '\u{1f600}',
    '\r\n',
    '--',
  ),
)
const withoutNul = hostile.map((text) => Buffer.from(text.replaceAll('\0', '')).toString())

test('any text in a hole arrives as it is, as one word', () => {
  fc.assert(
    fc.property(fc.array(withoutNul, { minLength: 1, maxLength: 5 }), (texts) => {
      const parts = texts.flatMap((text) => [' ', text])
      expect(words(parts)).toEqual(texts)
    }),
    { numRuns: 400 },
  )
})

test('any text in a hole that is a part of a word, behind any plain literal', () => {
  const literal = fc.constantFrom('--name=', 'x', 'a\\', 'a\\\\', 'cost$', 'a\\$', '$$', 'a/')
  fc.assert(
    fc.property(literal, withoutNul, (before, text) => {
      const [word, ...rest] = words([before, text])
      expect(rest).toEqual([])
      expect(word?.endsWith(text)).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(words(['cost$', 'x'])).toEqual(['cost$x'])
  expect(words(['a\\', '$(id)'])).toEqual(['a\\$(id)'])
  // A path would be bare, were it a word by itself.
  expect(words(['$0', 'x/y'])).toEqual(['shx/y'])
  expect(words(['~', 'root/x'])).toEqual(['~root/x'])
})

test('lists become words, records JSON, numbers and truths their text', () => {
  expect(words(['', ['a b', 3, ['c']]])).toEqual(['a b', '3', 'c'])
  expect(words(['', { b: [1, 'x'], a: { $file: 'data.csv' } }])).toEqual(['{"a":"data.csv","b":[1,"x"]}'])
  expect(words(['', 0.001, ' ', true, ' ', -5e-7])).toEqual(['0.001', 'true', '-5e-7'])
  expect(words(['', [], ' x'])).toEqual(['x'])
})

test('the words of a command that could be files', () => {
  expect(
    literalWords('python train.py --config=conf.yaml \'my file.txt\' "b c" > out.log 2>> err.log'),
  ).toEqual(['python', 'train.py', '--config=conf.yaml', 'conf.yaml', 'my file.txt', 'b c'])
  expect(literalWords('cat a.txt|sort<b.txt;(ruby c.rb)')).toEqual([
    'cat',
    'a.txt',
    'sort',
    'b.txt',
    'ruby',
    'c.rb',
  ])
  expect(literalWords('run \0.py --x=\0 plain\\ name')).toEqual(['run', 'plain name'])
})

test('hostile texts through a real run, as text and as words', async () => {
  const root = project()
  const texts = ['it\'s $(touch pwned) `id`\n"two" \\ lines', '*', '', '-n', '${HOME}', 'ünï \u{1f600}']
  const holes = value(texts)
  const what = program([
    step('text', sh`printf '%s\\0' ${holes} > ${staged('out')}`, { outputs: { out: 'file:text.bin' } }),
    step(
      'words',
      list(
        value('sh'),
        value('-c'),
        value('out=$1; shift; printf "%s\\0" "$@" > "$out"'),
        value('sh'),
        staged('out'),
        holes,
      ),
      {
        outputs: { out: 'file:words.bin' },
      },
    ),
  ])
  const result = await ran(root, what)
  expect(result.status).toBe('success')
  for (const name of ['text.bin', 'words.bin']) {
    expect(readFileSync(join(root, name), 'utf8').split('\0').slice(0, -1)).toEqual(texts)
  }
})

test('a command longer than one argument may be', async () => {
  const root = project()
  const many = Array.from({ length: 20_000 }, (_, index) => `word-${index}`)
  const result = await ran(
    root,
    program([
      step('many', sh`printf '%s\n' ${value(many)} | wc -l > ${staged('n')}`, { outputs: { n: 'file:n' } }),
    ]),
  )
  expect(result.status).toBe('success')
  expect(readFileSync(join(root, 'n'), 'utf8').trim()).toBe('20000')
})

test('what is no word is refused with its node', async () => {
  const quantity = value({ $quantity: 'duration', amount: 5 })
  const result = await ran(
    project(),
    program([
      step('quantity', sh`sleep ${quantity}`),
      step('none', sh`echo ${value(null)}`),
      step('nul', sh`echo ${value('a\0b')}`),
      step('secret', sh`echo ${value({ $secret: 'x' })}`),
    ]),
  )
  const codes = ['quantity', 'none', 'nul', 'secret'].map((id) => result.problems(id)[0]?.code)
  expect(codes).toEqual(['PIPE5007', 'PIPE5007', 'PIPE5008', 'PIPE5007'])
})

test('a command finds stored inputs under their own names, and project files from its folder', async () => {
  const root = project({ 'sub/in/data.csv': 'a\n', 'sub/run.sh': 'basename $1; basename $2; echo $3' })
  const what = program([
    step('table', sh`echo x > ${staged('t')}`, { outputs: { t: 'dataset:out/table.csv' } }),
    step(
      'use',
      sh`sh run.sh ${output('table', 't')} ${value({ $file: 'sub/in/data.csv' })} ${value({ $file: 'sub/in/*.csv' })} > ${staged('o')}`,
      {
        folder: 'sub',
        outputs: { o: 'file:o.txt' },
      },
    ),
  ])
  const result = await ran(root, what)
  expect(result.events.filter(({ type }) => type === 'node-failed')).toEqual([])
  expect(readFileSync(join(root, 'sub/o.txt'), 'utf8')).toBe('table.csv\ndata.csv\nin/data.csv\n')
})

test('declared variables are set, `none` takes one away, others are inherited', async () => {
  const root = project()
  const env = { A: value("it's"), N: value(3), T: value(true), GONE: value(null), L: value(['a', 'b']) }
  const run = sh`echo "$A|$N|$T|\${GONE-unset}|$L|$OTHER" > ${staged('o')}`
  const what = program([step('a', run, { env, outputs: { o: 'file:o' } })])
  await ran(root, what, { variables: { PATH: process.env.PATH, GONE: 'x', OTHER: 'y' } })
  expect(readFileSync(join(root, 'o'), 'utf8')).toBe("it's|3|true|unset|a b|y\n")
  const again = await ran(root, what, { variables: { PATH: process.env.PATH, OTHER: 'z' } })
  expect(again.ends).toEqual(['a: cached'])
  expect(record({})).toEqual({ op: 'record', fields: {} })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { parse } from '../../src/parser/parse.ts'
import { ParseMemory } from '../../src/parser/parse-memory.ts'
import { mutate, randomStream } from './mutate.ts'

const cases = join(import.meta.dirname, '../cases')
const programs = readdirSync(cases, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.pipe'))
  .map((name) => readFileSync(join(cases, name), 'utf8'))

/** Both ways of parsing give the same. */
function agree(memory: ParseMemory, text: string): void {
  const source = new SourceText('a.pipe', text)
  expect(memory.parse(source)).toEqual(parse(source))
}

test('what is kept of a text is what parsing it anew gives', () => {
  for (const text of programs) {
    const memory = new ParseMemory()
    agree(memory, text)
    agree(memory, `# first\n\n${text}`)
    agree(memory, text.replace(/\n}/, '\n  cache: false\n}'))
    agree(memory, text)
  }
})

test('keystrokes in sequence, sound and broken texts', () => {
  const random = randomStream(7)
  const letters = [
    'a',
    '1',
    ' ',
    '\n',
    '{',
    '}',
    '"',
    '"""',
    '(',
    ')',
    '#',
    '## doc\n',
    'let x = 1\n',
    '\r\n',
    ',',
    ':',
    '${',
    '-',
  ]
  for (const start of programs) {
    const memory = new ParseMemory()
    let text = start
    for (let stroke = 0; stroke < 30; stroke++) {
      const at = Math.floor(random() * (text.length + 1))
      const letter = letters[Math.floor(random() * letters.length)] ?? ''
      text =
        random() < 0.4
          ? `${text.slice(0, at)}${text.slice(at + 3)}`
          : `${text.slice(0, at)}${letter}${text.slice(at)}`
      agree(memory, text)
      if (random() < 0.3) text = start
    }
    agree(memory, mutate(text, 3))
  }
})

test('only what has changed is read again', () => {
  const memory = new ParseMemory()
  const text = 'let a = 1\n\n## B.\nlet b = 2\nlet c = 3\n'
  const before = memory.parse(new SourceText('a.pipe', text)).module.items
  const after = memory.parse(new SourceText('a.pipe', text.replace('2', '4'))).module.items
  expect(after[0]).toBe(before[0])
  expect(after[2]).toBe(before[2])
  expect(after[1]).toMatchObject({ doc: 'B.', value: { value: 4 } })
})

/**
 * Damages programs the way people and editors do: deletes, doubles, swaps and replaces words, inserts garbage, cuts
 * and joins. Deterministic by seed, so that a failure can be repeated. For every fuzz test of the project.
 */

/** A reproducible stream of numbers in [0, 1): mulberry32. */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A piece of text between two offsets, `end` exclusive. */
interface Piece {
  readonly start: number
  readonly end: number
}

const words = /[A-Za-z_][A-Za-z0-9_]*|\d[\w.%]*|"""|\$\{|"(?:[^"\\\n]|\\.)*"|\.\.|[=!<>]=|[^\sA-Za-z0-9_]/g

/** The words of a program, found without its lexer: the lexer is what is tested. */
export function wordsOf(text: string): readonly Piece[] {
  return Array.from(text.matchAll(words), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

const garbage = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '"',
  '"""',
  '${',
  '$${',
  '$',
  ',',
  ':',
  '=',
  '==',
  '.',
  '..',
  '...',
  '+',
  '-',
  '*',
  '/',
  '<',
  '>=',
  '!',
  '&&',
  '||',
  '?',
  ';',
  '%',
  '^',
  '@',
  '\\',
  '`',
  "'",
  '#',
  '##',
  '\n',
  '\n\n',
  '\t',
  '\r\n',
  ' ',
  'if',
  'then',
  'else',
  'and',
  'or',
  'not',
  'in',
  'true',
  'none',
  'import',
  'from',
  'as',
  'train',
  'param x',
  'param x: int = 1\n',
  'let y = 2\n',
  'train t {\n',
  '5 epochs',
  '10%',
  '1e999',
  '1_',
  '0..1',
  '5min',
  '-',
  '--',
  'größe',
  '“',
  '”',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\u0000',
  '\u001b[31m',
  '\ud800',
  '💥',
  '日本',
  'a.b.c',
  'f(x: 1)',
  '{ a: 1 }',
  '[1, 2]',
  '/*',
  '//',
] as const

type Change = (text: string, random: () => number) => string

const pick = <T>(from: readonly T[], random: () => number): T | undefined =>
  from[Math.floor(random() * from.length)]
const splice = (text: string, { start, end }: Piece, into: string) =>
  text.slice(0, start) + into + text.slice(end)
const place = (text: string, random: () => number) => Math.floor(random() * (text.length + 1))

const deleteWord: Change = (text, random) => {
  const word = pick(wordsOf(text), random)
  return word ? splice(text, word, '') : text
}

const doubleWord: Change = (text, random) => {
  const word = pick(wordsOf(text), random)
  return word
    ? splice(text, { start: word.end, end: word.end }, ` ${text.slice(word.start, word.end)}`)
    : text
}

const swapWords: Change = (text, random) => {
  const all = wordsOf(text)
  const index = Math.floor(random() * (all.length - 1))
  const [first, second] = [all[index], all[index + 1]]
  if (!first || !second) return text
  const between = text.slice(first.end, second.start)
  const swapped = text.slice(second.start, second.end) + between + text.slice(first.start, first.end)
  return splice(text, { start: first.start, end: second.end }, swapped)
}

const replaceWord: Change = (text, random) => {
  const all = wordsOf(text)
  const [word, other] = [pick(all, random), pick(all, random)]
  if (!word || !other) return text
  const into = random() < 0.5 ? text.slice(other.start, other.end) : (pick(garbage, random) ?? '')
  return splice(text, word, into)
}

const insertGarbage: Change = (text, random) => {
  const at = place(text, random)
  return splice(text, { start: at, end: at }, pick(garbage, random) ?? '')
}

const deleteCharacter: Change = (text, random) => {
  const at = place(text, random)
  return splice(text, { start: at, end: at + 1 }, '')
}

const insertCharacter: Change = (text, random) => {
  const at = place(text, random)
  const code = random() < 0.8 ? 9 + Math.floor(random() * 118) : Math.floor(random() * 0x10000)
  return splice(text, { start: at, end: at }, String.fromCharCode(code))
}

const deleteLine: Change = (text, random) => {
  const lines = text.split('\n')
  lines.splice(Math.floor(random() * lines.length), 1)
  return lines.join('\n')
}

const swapLines: Change = (text, random) => {
  const lines = text.split('\n')
  const index = Math.floor(random() * (lines.length - 1))
  const [first, second] = [lines[index], lines[index + 1]]
  if (first === undefined || second === undefined) return text
  lines.splice(index, 2, second, first)
  return lines.join('\n')
}

const cutOff: Change = (text, random) => text.slice(0, place(text, random))

const indent: Change = (text, random) => {
  const lines = text.split('\n')
  const index = Math.floor(random() * lines.length)
  lines[index] = random() < 0.5 ? `  ${lines[index]}` : (lines[index] ?? '').trimStart()
  return lines.join('\n')
}

/** Likely changes stand more than once. */
const changes: readonly Change[] = [
  deleteWord,
  deleteWord,
  deleteWord,
  doubleWord,
  swapWords,
  swapWords,
  replaceWord,
  replaceWord,
  replaceWord,
  insertGarbage,
  insertGarbage,
  insertGarbage,
  deleteCharacter,
  insertCharacter,
  deleteLine,
  swapLines,
  cutOff,
  indent,
]

/** The program with one to three changes, the same for the same seed. */
export function mutate(text: string, seed: number): string {
  const random = randomStream(seed)
  let mutated = text
  for (let count = 1 + Math.floor(random() * random() * 3); count > 0; count--) {
    mutated = (pick(changes, random) ?? deleteWord)(mutated, random)
  }
  return mutated
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { expressionsIn, expressionsOfItem } from '../../src/compiler/bind/syntax-children.ts'
import { compile } from '../../src/compiler/compile.ts'
import { programText } from '../../src/ir/canonical.ts'
import type { Module } from '../../src/parser/ast.ts'
import { parse } from '../../src/parser/parse.ts'
import { readCorpus } from './fuzz.ts'
import { memoryHost } from './memory-host.ts'

const cases = join(import.meta.dirname, '../cases')
const { files } = readCorpus(cases)

function meaningOf(text: string): string | undefined {
  const { program } = compile(memoryHost({ ...files, 'program.pipe': text }), 'program.pipe')
  return program && programText(program)
}

/** The text with other names for some of its lets, where they are declared and where they are read. */
function renamed(module: Module, text: string, lets: ReadonlySet<string>): string {
  const ends: number[] = []
  for (const item of module.items) {
    if (item.kind === 'declaration' && item.head.text === 'let' && lets.has(item.name.text)) {
      ends.push(item.name.end)
    }
    const open = [...expressionsOfItem(item)]
    for (let syntax = open.pop(); syntax; syntax = open.pop()) {
      if (syntax.kind === 'name' && lets.has(syntax.text)) ends.push(syntax.end)
      open.push(...expressionsIn(syntax))
    }
  }
  return ends
    .sort((a, b) => b - a)
    .reduce((changed, end) => `${changed.slice(0, end)}_too${changed.slice(end)}`, text)
}

/** The programs of the cases that compile, cut into declarations with their doc comments. */
const programs = readdirSync(cases)
  .map((name) => readFileSync(join(cases, name, 'program.pipe'), 'utf8'))
  .map((text) => ({ text, meaning: meaningOf(text), pieces: declarationsOf(text) }))
  .filter(({ meaning, pieces }) => meaning !== undefined && pieces.length > 1)

function declarationsOf(text: string): readonly string[] {
  const { module } = parse(new SourceText('program.pipe', text))
  return module.items.map((item, index) => {
    const before = module.items[index - 1]?.end ?? 0
    return text.slice(before, item.end).trim()
  })
}

const program = fc.constantFrom(...programs)

describe('what a program means', () => {
  it('is tried on several programs', () => {
    expect(programs.length).toBeGreaterThan(8)
  })

  it('does not depend on the order of its declarations', () => {
    const shuffled = program.chain((chosen) =>
      fc.record({
        meaning: fc.constant(chosen.meaning),
        pieces: fc.shuffledSubarray([...chosen.pieces], { minLength: chosen.pieces.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ meaning, pieces }) => {
        expect(meaningOf(pieces.join('\n'))).toBe(meaning)
      }),
      { numRuns: 60 },
    )
  })

  it('does not depend on comments and empty lines', () => {
    const comments = fc.array(fc.constantFrom('# a comment', '#', '', '   ', '# train x { }'), {
      maxLength: 3,
    })
    fc.assert(
      fc.property(program, fc.infiniteStream(comments), ({ pieces, meaning }, streams) => {
        const lines = pieces.flatMap((piece) => {
          const { value } = streams.next()
          return [...((value ?? []) as string[]), '', piece]
        })
        expect(meaningOf(lines.join('\n'))).toBe(meaning)
      }),
      { numRuns: 40 },
    )
  })

  it('does not depend on the names of its lets', () => {
    // A name that is also a signal or a metric can't be renamed as text.
    const ambient = new Set(['loss', 'accuracy'])
    for (const { text, meaning } of programs) {
      const { module } = parse(new SourceText('program.pipe', text))
      const lets = module.items.flatMap((item) =>
        item.kind === 'declaration' && item.head.text === 'let' && !ambient.has(item.name.text)
          ? [item.name.text]
          : [],
      )
      expect(meaningOf(renamed(module, text, new Set(lets)))).toBe(meaning)
    }
  })

  it('does not depend on whether a value is named', () => {
    const inline = 'step s { run: "true", timeout: 2 * 5m, inputs: { x: [1, 2 + 3], y: "a${1}b" } }'
    const named = [
      'let minutes = 5m',
      'let list = [1, five]',
      'let five = 2 + 3',
      'let text = "a${1}b"',
      'step s { run: "true", timeout: 2 * minutes, inputs: { x: list, y: text } }',
    ].join('\n')
    expect(meaningOf(named)).toBe(meaningOf(inline))
  })
})

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import oniguruma from 'vscode-oniguruma'
import textmate, { type IGrammar, type IToken } from 'vscode-textmate'
import { programs, type Shown, wordsOf } from './words.ts'

const grammarFile = join(import.meta.dirname, '../../editors/vscode/syntaxes/pipe.tmLanguage.json')

async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'))
  await oniguruma.loadWASM(wasm)
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarFile, 'utf8'), grammarFile),
  })
  const grammar = await registry.loadGrammar('source.pipe')
  if (!grammar) throw new Error('no grammar')
  return grammar
}

/** The tokens of a text with offsets of the whole. */
function tokenized(
  grammar: IGrammar,
  text: string,
): readonly { readonly start: number; readonly token: IToken }[] {
  let stack = textmate.INITIAL
  let start = 0
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack)
    stack = ruleStack
    const from = start
    start += line.length + 1
    return tokens.map((token) => ({ start: from + token.startIndex, token }))
  })
}

const expected: Readonly<Record<Shown, RegExp>> = {
  keyword: /^keyword\.control\./,
  'operator word': /^keyword\.operator\.word\./,
  constant: /^constant\.language\./,
  number: /^constant\.numeric\./,
  text: /^(?:string\.|constant\.character\.escape\.)/,
  hole: /^punctuation\.section\.embedded\./,
  name: /^(?:variable\.|entity\.name\.|storage\.type\.|support\.type\.|keyword\.control\.import\.)/,
  mark: /^(?:punctuation\.|keyword\.operator\.)/,
  comment: /^comment\.line\./,
}

test('each word of every program has the scope of its kind, at its start and at its end', async () => {
  const grammar = await loadGrammar()
  let count = 0
  for (const { name, text } of programs) {
    const tokens = tokenized(grammar, text)
    const scopeAt = (offset: number) => tokens.findLast(({ start }) => start <= offset)?.token.scopes ?? []
    for (const { start, end, shown } of wordsOf(text) ?? []) {
      for (const offset of [start, end - 1]) {
        const scope = scopeAt(offset).findLast(
          (each) => !each.startsWith('source.') && !each.startsWith('meta.'),
        )
        const line = text.slice(0, start).split('\n').length
        expect(scope ?? 'none', `${name}:${line} \`${text.slice(start, end)}\``).toMatch(expected[shown])
        count++
      }
    }
  }
  expect(count).toBeGreaterThan(5000)
})

test('declarations, keys, calls and documentation are told apart', async () => {
  const grammar = await loadGrammar()
  const text = '## Doc.\ntrain fit { optimizer: adam(lr: 1e-3), epochs: 5 epochs, when: seed == 1 }'
  const tokens = tokenized(grammar, text)
  const scopeOf = (word: string) =>
    tokens.findLast(({ start }) => start <= text.indexOf(word))?.token.scopes.at(-1)
  expect(scopeOf('## Doc')).toBe('comment.line.documentation.pipe')
  expect(scopeOf('train')).toBe('storage.type.kind.pipe')
  expect(scopeOf('fit')).toBe('entity.name.declaration.pipe')
  expect(scopeOf('optimizer')).toBe('variable.other.property.pipe')
  expect(scopeOf('adam')).toBe('entity.name.function.pipe')
  expect(scopeOf('seed')).toBe('variable.other.pipe')
})

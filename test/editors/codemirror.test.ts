import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { classHighlighter, highlightTree } from '@lezer/highlight'
import { expect, test } from 'vitest'
import { pipe } from '../../editors/codemirror/pipe-language.ts'
import { programs, type Shown, wordsOf } from './words.ts'

const expected: Readonly<Record<Shown, RegExp>> = {
  keyword: /tok-keyword/,
  'operator word': /tok-(?:operator)?[kK]eyword/,
  constant: /tok-bool/,
  number: /tok-number/,
  text: /tok-string/,
  hole: /none|tok-/,
  name: /tok-(?:variableName|propertyName|keyword)/,
  mark: /none|tok-(?:punctuation|operator)/,
  comment: /tok-comment/,
}

/** The classes that a text is shown in, by offset. */
function classesOf(text: string): (offset: number) => string {
  const state = EditorState.create({ doc: text, extensions: [pipe()] })
  const tree = ensureSyntaxTree(state, text.length, 60_000)
  if (!tree) throw new Error('no tree')
  const spans: { readonly from: number; readonly to: number; readonly classes: string }[] = []
  highlightTree(tree, classHighlighter, (from, to, classes) => spans.push({ from, to, classes }))
  return (offset) => spans.find(({ from, to }) => from <= offset && offset < to)?.classes ?? 'none'
}

test('each word of every program is shown as what the lexer says it is', () => {
  let count = 0
  for (const { name, text } of programs) {
    // CodeMirror counts a line end as one character.
    if (text.includes('\r')) continue
    const classAt = classesOf(text)
    for (const { start, end, shown } of wordsOf(text) ?? []) {
      const line = text.slice(0, start).split('\n').length
      expect(classAt(start), `${name}:${line} \`${text.slice(start, end)}\``).toMatch(expected[shown])
      count++
    }
  }
  expect(count).toBeGreaterThan(2500)
})

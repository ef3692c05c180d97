import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { look } from '../../src/compiler/editor/look.ts'
import { completion } from '../../src/language-server/completion/completion.ts'
import { codeActions } from '../../src/language-server/features/code-actions.ts'
import { codeLenses } from '../../src/language-server/features/code-lenses.ts'
import { definition } from '../../src/language-server/features/definition.ts'
import { documentSymbols } from '../../src/language-server/features/document-symbols.ts'
import { foldingRanges } from '../../src/language-server/features/folding.ts'
import { formatting } from '../../src/language-server/features/formatting.ts'
import { inlayHints } from '../../src/language-server/features/inlay-hints.ts'
import { highlights, references } from '../../src/language-server/features/references.ts'
import { prepareRename } from '../../src/language-server/features/rename.ts'
import { semanticTokens } from '../../src/language-server/features/semantic-tokens.ts'
import { signatureHelp } from '../../src/language-server/features/signature-help.ts'
import { hover } from '../../src/language-server/hover/hover.ts'
import { Workspace } from '../../src/language-server/workspace.ts'
import { memoryHost } from '../compiler/memory-host.ts'
import { mutate, randomStream } from '../parser/mutate.ts'

const cases = join(import.meta.dirname, '../cases')
const programs = readdirSync(cases, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('program.pipe'))
  .map((name) => readFileSync(join(cases, name), 'utf8'))

const file = '/project/main.pipe'
const uri = `file://${file}`

/** Every feature at an offset; gives how many things were offered there. */
function askAll(workspace: Workspace, offset: number): number {
  const view = workspace.view(uri)
  if (!view) return 0
  const { document, module } = view
  const all = { start: 0, end: document.getText().length }
  const range = { start: document.positionAt(0), end: document.positionAt(all.end) }
  hover(view, offset, undefined)
  definition(view, offset)
  references(workspace, view, offset, false)
  highlights(view, offset)
  prepareRename(view, offset)
  signatureHelp(workspace, view, offset)
  documentSymbols(document, module)
  foldingRanges(document, module)
  semanticTokens(view)
  inlayHints(view, all)
  codeLenses(view)
  codeActions(view, range)
  formatting(document)
  return completion(workspace, view, offset, true).length
}

test('no feature fails on any text, wherever the cursor is', () => {
  const random = randomStream(11)
  let offered = 0
  for (const [index, program] of programs.entries()) {
    for (let round = 0; round < 3; round++) {
      const text = round === 0 ? program : mutate(program, index * 7 + round)
      const workspace = new Workspace(memoryHost({ 'main.pipe': text }), '/project')
      workspace.update(TextDocument.create(uri, 'pipe', 1, text))
      for (let place = 0; place < 4; place++)
        offered += askAll(workspace, Math.floor(random() * (text.length + 1)))
    }
  }
  expect(offered).toBeGreaterThan(100)
})

test('after any edits what is known is what a look at the whole text anew gives', () => {
  const random = randomStream(5)
  for (const program of programs) {
    const workspace = new Workspace(memoryHost({ 'main.pipe': program }), '/project')
    let text = program
    for (let version = 1; version < 6; version++) {
      workspace.update(TextDocument.create(uri, 'pipe', version, text))
      const anew = look(memoryHost({ 'main.pipe': text }), file)
      const known = workspace.look(file)
      expect(known.diagnostics).toEqual(anew.diagnostics)
      expect([...known.settled.keys()]).toEqual([...anew.settled.keys()])
      const at = Math.floor(random() * text.length)
      text =
        random() < 0.5
          ? `${text.slice(0, at)}${text.slice(at + 1)}`
          : `${text.slice(0, at)}x\n${text.slice(at)}`
    }
  }
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipe } from '../cli/pipe.ts'
import { Client, marked } from './client.ts'
import { birds, edited, program, textsAt } from './programs.ts'

test('hover says docs, types, ranges, defaults and values', async () => {
  const at = await birds()
  expect(await at.hover('optimizer: adam', 'optim‸izer: adam')).toContain('optimizer: optimizer = adam()')
  expect(await at.hover('epochs: 60', 'epo‸chs: 60')).toMatch(
    /int in 1\.\.\d+ = 10[\s\S]*Passes over the training data/,
  )
  expect(await at.hover('adam(lr: lr)', 'ad‸am(lr: lr)')).toMatch(/Adam[\s\S]*/)
  expect(await at.hover('adam(lr: lr)', 'adam(l‸r: lr)')).toContain('float in')
  expect(await at.hover('adam(lr: lr)', 'adam(lr: l‸r)')).toMatch(
    /param lr: float in[\s\S]*How fast it learns\.[\s\S]*0\.01/,
  )
  expect(await at.hover('10 epochs', '10 ep‸ochs')).toMatch(/epochs/)
  expect(await at.hover('60%', '60‸%')).toContain('0.6')
  expect(await at.hover('target: "species"', 'target: "spec‸ies"')).toContain('A column: string.')
  expect(await at.hover('data: rows.train', 'data: ro‸ws.train')).toMatch(/dataset rows[\s\S]*bill_length/)
  expect(await at.hover('observe: val.loss', 'observe: val.lo‸ss')).toContain('val.loss: float')
  expect(await at.hover('train fit', 'tra‸in fit')).toContain('Fits a model to data.')
  expect(await at.hover('regulate: [patience]', '‸ regulate: [patience]')).toBeUndefined()
})

test("hover says the last run's value of a metric", async () => {
  const text =
    'step count {\n  run: "echo 1 > ${outputs.made}"\n  outputs: { made: metrics("made.json", { size: int }) }\n}\n'
  const client = new Client({
    'count.pipe': text.replace('echo 1', `echo '{ ""size"": 41 }'`).replaceAll('""', '\\"'),
  })
  const source = readFileSync(join(client.folder, 'count.pipe'), 'utf8')
  expect(pipe(client.folder, ['run', 'count.pipe'])).toMatchObject({ status: 0 })
  await client.start()
  const reader = marked(`${source}\nscore best { from: count, value: si‸ze }\nlet x = count.size\n`)
  client.open('count.pipe', reader.text)
  const at = (line: number, character: number) =>
    client.request('textDocument/hover', {
      textDocument: { uri: client.uri('count.pipe') },
      position: { line, character },
    })
  const lines = reader.text.split('\n')
  const line = lines.findIndex((each) => each.startsWith('let x'))
  expect((await at(line, 'let x = count.si'.length)).contents.value).toMatch(/Last run \(.+\): \*\*41\*\*/)
  expect((await at(0, 6)).contents.value).toMatch(/Last run \(.+\): succeeded/)
})

test('definition and references, from use and from declaration', async () => {
  const at = await birds()
  const definition = await at.ask('definition', 'adam(lr: lr)', 'adam(lr: l‸r)')
  expect(textsAt(program, [definition.range])).toEqual(['lr'])
  expect(definition.range.start.line).toBe(4)
  const metric = await at.ask('definition', '${judged.accuracy}', '${judged.accu‸racy}')
  expect(textsAt(program, [metric.range])).toEqual(['accuracy'])
  const output = await at.ask('definition', '${outputs.report}', '${outputs.re‸port}')
  expect(textsAt(program, [output.range])).toEqual(['report'])
  const all = await at.ask('references', 'dataset rows', 'dataset ro‸ws', {
    context: { includeDeclaration: true },
  })
  expect(
    textsAt(
      program,
      all.map(({ range }: { range: object }) => range),
    ),
  ).toEqual(['rows', 'rows', 'rows', 'rows'])
  const reads = await at.ask('references', 'dataset rows', 'dataset ro‸ws', {
    context: { includeDeclaration: false },
  })
  expect(reads).toHaveLength(3)
  expect(await at.ask('documentHighlight', 'dataset rows', 'dataset ro‸ws')).toHaveLength(4)
  expect(await at.ask('definition', 'optimizer: adam', 'optimizer: ad‸am')).toBeNull()
})

test('rename changes every mention, and refuses what would break the program', async () => {
  const at = await birds()
  const edit = await at.ask('rename', 'train fit', 'train f‸it', { newName: 'fitted' })
  const renamed = edited(program, edit.changes[at.client.uri('birds.pipe')])
  expect(renamed).toBe(program.replaceAll(/\bfit\b/g, 'fitted'))
  const output = await at.ask('rename', '{ report: file', '{ rep‸ort: file', { newName: 'summary' })
  expect(edited(program, output.changes[at.client.uri('birds.pipe')])).toContain(
    '${outputs.summary}"\n  outputs: { summary: file',
  )
  const named = 'let share = fit.compliance.patience\nregulation pati‸ence'
  const { text } = at.write('regulation patience', named)
  const regulation = await at.ask('rename', 'regulation patience', named, { newName: 'calm' })
  expect(edited(text, regulation.changes[at.client.uri('birds.pipe')])).toBe(
    text.replaceAll('patience', 'calm').replace('calm: 10', 'patience: 10'),
  )
  const refused = (newName: string) => at.ask('rename', 'train fit', 'train f‸it', { newName })
  await expect(refused('Fitted')).rejects.toThrow('lower-case words')
  await expect(refused('seed')).rejects.toThrow('meaning of its own')
  await expect(refused('rows')).rejects.toThrow('would be wrong')
  await expect(at.ask('rename', 'adam(lr: lr)', 'ad‸am(lr: lr)', { newName: 'x' })).rejects.toThrow(
    'Only what',
  )
  const prepared = await at.ask('prepareRename', 'adam(lr: lr)', 'adam(lr: l‸r)')
  expect(prepared.placeholder).toBe('lr')
  expect(await at.ask('prepareRename', 'adam(lr: lr)', 'ad‸am(lr: lr)')).toBeNull()
})

test('signature help follows the argument', async () => {
  const at = await birds()
  const first = await at.ask('signatureHelp', 'adam(lr: lr)', 'adam(‸)')
  expect(first.signatures[0].label).toMatch(/^adam\(lr: float/)
  const named = await at.ask('signatureHelp', 'adam(lr: lr)', 'adam(epsilon: ‸')
  const { parameters, label } = named.signatures[0]
  expect(label.slice(...parameters[named.activeParameter].label)).toMatch(/^epsilon/)
  expect(
    (await at.ask('signatureHelp', 'let widths = [16, 32]', 'let widths = min(1, ‸)')).signatures[0].label,
  ).toContain('min(')
  expect(await at.ask('signatureHelp', 'epochs: 60', 'epochs: 6‸0')).toBeNull()
})

test('outline, folding, lenses, inlay hints and semantic tokens', async () => {
  const at = await birds()
  const symbols = await at.request('documentSymbol')
  expect(symbols.map(({ name, detail }: { name: string; detail: string }) => `${detail} ${name}`)).toEqual([
    'pipeline birds',
    'param lr',
    'let widths',
    'secret hook',
    'dataset rows',
    'regulation patience',
    'train fit',
    'evaluate judged',
    'step report',
  ])
  expect(symbols[6].children.map(({ name }: { name: string }) => name)).toContain('optimizer')
  const folds = await at.request('foldingRange')
  const lines = program.split('\n')
  expect(folds.map(({ startLine }: { startLine: number }) => lines[startLine])).toEqual([
    'dataset rows {',
    'train fit {',
    'step report {',
  ])
  const lenses = await at.request('codeLens')
  const titles = lenses.map(({ command }: { command: { title: string } }) => command.title)
  expect(titles).toEqual(['Run', 'Plan', 'Show graph', 'Run rows', 'Run fit', 'Run judged', 'Run report'])
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }
  const hints = await at.request('inlayHint', { range })
  expect(hints.map(({ label }: { label: string }) => label)).toEqual([': list(int)'])
  const { data } = await at.request('semanticTokens/full')
  expect(tokensOf(data)).toEqual(
    expect.arrayContaining([
      'train keyword',
      'fit class',
      'optimizer property',
      'adam function',
      'lr parameter',
      'float type',
    ]),
  )
  const part = await at.request('semanticTokens/range', {
    range: { start: { line: 4, character: 0 }, end: { line: 4, character: 99 } },
  })
  expect(tokensOf(part.data)).toEqual(
    ['param keyword', 'lr parameter', 'float type'].filter((token) => tokensOf(data).includes(token)),
  )
})

const types = ['keyword', 'class', 'parameter', 'variable', 'property', 'function', 'type', 'enumMember']

/** Each token's text and type. */
function tokensOf(data: readonly number[]): readonly string[] {
  const lines = program.split('\n')
  const found: string[] = []
  let [line, character] = [0, 0]
  for (let index = 0; index < data.length; index += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.slice(index)
    character = down === 0 ? character + right : right
    line += down
    found.push(`${lines[line]?.slice(character, character + length)} ${types[type]}`)
  }
  return found
}

test('a sweep says how many trials it has', async () => {
  const at = await birds()
  at.write(
    'step report {',
    'sweep tune { over: { lr: [0.1, 0.01] }, maximize: judged.accuracy }\n‸\nstep report {',
  )
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }
  const hints = await at.request('inlayHint', { range })
  expect(hints.map(({ label }: { label: string }) => label)).toContain('2 trials of 2 nodes')
})

test('formatting is what `pipe fmt` does, and leaves a broken text alone', async () => {
  const at = await birds()
  const { text } = at.write('epochs: 60', '‸    epochs:60')
  const edits = await at.request('formatting', { options: { tabSize: 2, insertSpaces: true } })
  expect(edited(text, edits)).toBe(program)
  at.write('epochs: 60', '‸epochs: = 60')
  expect(await at.request('formatting', { options: { tabSize: 2, insertSpaces: true } })).toEqual([])
})

test('problems come with their fixes', async () => {
  const at = await birds()
  const { text } = at.write('fit.model', 'fti.mod‸el')
  const problems = await at.problems()
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ code: 'PIPE2001', source: 'pipe', severity: 1 })
  const actions = await at.request('codeAction', {
    range: problems[0].range,
    context: { diagnostics: problems },
  })
  expect(actions[0].kind).toBe('quickfix')
  expect(edited(text, actions[0].edit.changes[at.client.uri('birds.pipe')])).toBe(program)
})

test('symbols of the workspace, open or not', async () => {
  const at = await birds({
    'other/more.pipe': 'let elsewhere = 1\n',
    'node_modules/x.pipe': 'let elsewhere_too = 1\n',
  })
  const found = await at.client.request('workspace/symbol', { query: 'else' })
  expect(found.map(({ name }: { name: string }) => name)).toEqual(['elsewhere'])
})

test('imports: definitions, references and renames lead across files', async () => {
  const parts = 'model wide = mlp(hidden: [64])\n'
  const main = 'import { wide } from "./parts.pipe"\nlet unusual = 1\n'
  const at = await birds({ 'parts.pipe': parts })
  const text = program
    .replace('model: mlp(hidden: widths)', 'model: wide')
    .replace('let widths = [16, 32]\n', '')
  const { client } = at
  client.open('main.pipe', `${main.split('\n')[0]}\n${text}`)
  client.open('parts.pipe', parts)
  const problems = await client.diagnostics('main.pipe', 1)
  expect(problems).toEqual([])
  const textDocument = { uri: client.uri('main.pipe') }
  const line = `${main.split('\n')[0]}\n${text}`.split('\n').indexOf('  model: wide')
  const position = { line, character: 11 }
  const definition = await client.request('textDocument/definition', { textDocument, position })
  expect(definition.uri).toBe(client.uri('parts.pipe'))
  const edit = await client.request('textDocument/rename', { textDocument, position, newName: 'broad' })
  expect(Object.keys(edit.changes).sort()).toEqual([client.uri('main.pipe'), client.uri('parts.pipe')].sort())
  expect(edit.changes[client.uri('main.pipe')]).toHaveLength(2)
  // What is unsaved in one file counts in the other.
  client.change('parts.pipe', 2, { text: 'model narrow = mlp(hidden: [64])\n' })
  await client.until(() =>
    client.notifications.findLast(
      ({ method, params }) =>
        method === 'textDocument/publishDiagnostics' &&
        params.uri === client.uri('main.pipe') &&
        params.diagnostics.length > 0,
    ),
  )
})

import { expect, test } from 'vitest'
import { Client } from './client.ts'
import { birds } from './programs.ts'

test('kinds and keys', async () => {
  const at = await birds()
  expect(await at.labels('train fit {', 'tr‸\n\ntrain fit {')).toEqual(
    expect.arrayContaining(['train', 'param', 'sweep', 'import']),
  )
  const keys = await at.labels('  epochs: 60', '  ‸')
  expect(keys).toEqual(expect.arrayContaining(['epochs', 'batch_size', 'schedule', 'timeout', 'when']))
  expect(keys).not.toContain('optimizer')
  expect(await at.labels('  epochs: 60', '  resources: { ‸ }')).toEqual(
    expect.arrayContaining(['cpu', 'memory', 'gpu']),
  )
  expect(await at.taken('  epochs: 60', '  ep‸', 'epochs')).toContain('\n  epochs: $0\n')
  // A name that is being made up.
  expect(await at.labels('train fit {', 'train f‸ {')).toEqual([])
})

test('components by the type that the place takes, with their required arguments', async () => {
  const at = await birds()
  const optimizers = await at.labels('optimizer: adam(lr: lr)', 'optimizer: ‸')
  expect(optimizers).toEqual(expect.arrayContaining(['adam', 'sgd']))
  expect(optimizers).not.toContain('mlp')
  expect(await at.labels('model: mlp(hidden: widths)', 'model: m‸')).toEqual(
    expect.arrayContaining(['mlp', 'linear', 'logistic']),
  )
  expect(await at.taken('csv("data/rows.csv")', '‸', 'csv')).toContain('source: csv("$1")')
  expect(await at.labels('metrics: { accuracy: accuracy(), loss', 'metrics: { ‸, loss')).toEqual(
    expect.arrayContaining(['f1', 'auc', 'rmse']),
  )
})

test('references with types', async () => {
  const at = await birds()
  const rows = await at.labels('data: rows.train', 'data: ‸')
  expect(rows).toEqual(expect.arrayContaining(['rows.train', 'rows.val', 'rows.test']))
  expect(rows).not.toContain('fit.model')
  expect(await at.labels('model: fit.model', 'model: f‸')).toContain('fit.model')
  expect(await at.labels('model: fit.model', 'model: fit.‸')).toEqual(
    expect.arrayContaining(['model', 'val', 'compliance']),
  )
  expect(await at.labels('model: fit.model', 'model: fit.val.‸')).toEqual(
    expect.arrayContaining(['loss', 'accuracy']),
  )
  expect(await at.labels('model: fit.model', 'model: fit.compliance.‸')).toEqual(['patience'])
  expect(await at.labels('regulate: [patience]', 'regulate: [‸]')).toContain('patience')
  expect(await at.labels('HOOK: hook', 'HOOK: ‸')).toContain('hook')
  expect(await at.labels('lr: lr)', 'lr: ‸)')).toContain('lr')
  expect(await at.labels('observe: val.loss', 'observe: ‸')).toEqual(
    expect.arrayContaining(['loss', 'val.loss', 'gradient_norm']),
  )
  expect(await at.labels('${outputs.report}', '${outputs.‸}')).toEqual(['report'])
  expect(await at.labels('${judged.accuracy}', '${judged.‸}')).toEqual(['accuracy', 'loss'])
})

test('values that the type itself says', async () => {
  const at = await birds()
  expect(await at.labels('  epochs: 60', '  keep: ‸')).toEqual(expect.arrayContaining(['"best"', '"last"']))
  expect(await at.taken('  epochs: 60', '  keep: "b‸"', 'best')).toContain('  keep: "best"\n')
  expect(await at.labels('  epochs: 60', '  cache: ‸')).toEqual(expect.arrayContaining(['true', 'false']))
  expect(await at.labels('target: "species"', 'target: "‸"')).toEqual(['species', 'bill_length', 'sex'])
  expect(await at.labels('by: "species"', 'by: "‸')).toEqual(['species', 'bill_length', 'sex'])
  expect(await at.labels('csv("data/rows.csv")', 'csv("da‸")')).toEqual(expect.arrayContaining(['data/']))
  expect(await at.labels('csv("data/rows.csv")', 'csv("data/‸")')).toEqual(['data/rows.csv'])
  expect(await at.labels('lr: float in', 'lr: ‸float in')).toEqual(
    expect.arrayContaining(['int', 'duration', 'list']),
  )
})

test('units after numbers', async () => {
  const at = await birds()
  expect(await at.labels('  epochs: 60', '  timeout: 5‸')).toEqual(['5ms', '5s', '5m', '5h', '5d', '5w'])
  expect(await at.labels('  epochs: 60', '  resources: { memory: 16‸ }')).toEqual(
    expect.arrayContaining(['16GiB', '16MB']),
  )
  expect(await at.labels('patience: 10 epochs', 'patience: 10‸')).toEqual(
    expect.arrayContaining(['10 epochs']),
  )
  expect(await at.labels('train: 60%', 'train: 60‸')).toContain('60%')
  expect(await at.taken('  epochs: 60', '  timeout: 5‸', '5m')).toContain('  timeout: 5m\n')
})

test('arguments of calls, those that are given left out', async () => {
  const at = await birds()
  const names = await at.labels('adam(lr: lr)', 'adam(lr: lr, ‸)')
  expect(names).toEqual(expect.arrayContaining(['beta1', 'beta2', 'epsilon']))
  expect(names.slice(0, 3)).not.toContain('lr')
})

test('where the text is broken around the cursor', async () => {
  const at = await birds()
  expect(await at.labels('optimizer: adam(lr: lr)', 'optimizer: adam(‸')).toEqual(
    expect.arrayContaining(['beta1', 'epsilon']),
  )
  expect(await at.labels('optimizer: adam(lr: lr)', 'optimizer: adam(lr: ‸')).toContain('lr')
  expect(await at.labels('target: "species"', 'target: "spe‸')).toContain('species')
  expect(await at.labels('  regulate: [patience]\n}', '  regulate: [‸\n')).toContain('patience')
  expect(
    await at.labels('metrics: { accuracy: accuracy(), loss: log_loss() } }', 'metrics: { accuracy: ‸'),
  ).toContain('accuracy')
  // Another declaration is broken, and one behind the cursor in the same one.
  expect(await at.labels('data: rows.train\n  validate: rows.val', 'data: rows.‸\n  validate: = =')).toEqual(
    expect.arrayContaining(['train']),
  )
})

test('nothing in comments and plain texts', async () => {
  const at = await birds()
  expect(await at.labels('## How fast', '## How ‸fast')).toEqual([])
  expect(await at.labels('run: "echo', 'run: "ec‸ho')).toEqual([])
})

test('params that a sweep can bind, components of the user, names of other files', async () => {
  const at = await birds({
    'parts.pipe': 'model wide = mlp(hidden: [64])\nlet narrow = [8]\nstep own { run: "true" }\n',
  })
  const sweep = (inside: string) =>
    `sweep tune { over: { ${inside} }, maximize: judged.accuracy }\n\nstep report {`
  expect(await at.labels('step report {', sweep('‸'))).toEqual(['lr', 'seed'])
  const component =
    'component big {\n  is: "model"\n  param width: int = 8\n  value: mlp(hidden: [width])\n}\n\ntrain fit {\n  model: ‸'
  expect(await at.labels('train fit {\n  model: mlp(hidden: widths)', component)).toContain('big')
  expect(await at.labels('## How fast', 'import { ‸ } from "./parts.pipe"\n\n## How fast')).toEqual([
    'wide',
    'narrow',
  ])
  expect(await at.labels('## How fast', 'import { wide } from "./‸"\n\n## How fast')).toEqual(
    expect.arrayContaining(['./parts.pipe']),
  )
})

test('clients without snippets get plain text', async () => {
  const plain = new Client()
  await plain.start({})
  plain.open('a.pipe', 'train fit { optimizer:  }')
  const textDocument = { uri: plain.uri('a.pipe') }
  const items = await plain.request('textDocument/completion', {
    textDocument,
    position: { line: 0, character: 23 },
  })
  const sgd = items.find(({ label }: { label: string }) => label === 'sgd')
  expect(sgd.insertTextFormat).toBe(1)
  expect(sgd.textEdit.newText).toBe('sgd()')
})

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Node, Program } from '../../src/ir/program.ts'
import type { Type } from '../../src/ir/type.ts'
import { conform } from '../../src/runtime/plan/param-value.ts'
import { bindParams } from '../../src/runtime/plan/params.ts'
import { type PlanOptions, planRun } from '../../src/runtime/plan/plan.ts'
import {
  apply,
  node,
  output,
  param,
  program,
  project,
  ran,
  record,
  sh,
  staged,
  step,
  storeOf,
  value,
  write,
} from './workshop.ts'

async function planned(root: string, what: Program, options: Partial<PlanOptions> = {}) {
  const store = await storeOf(root)
  const plan = await planRun(what, store, { program: 'trial.pipe', ...options })
  expect(plan.diagnostics).toEqual([])
  return plan.nodes.map((planned) => `${planned.node.id}: ${planned.decision}, ${planned.reason}`)
}

const text = (
  id: string,
  run = sh`echo ${value(id)} > ${staged('t')}`,
  parts: Parameters<typeof step>[2] = {},
): Node => step(id, run, { outputs: { t: `file:${id}.txt` }, ...parts })
const reader = (id: string, of: string): Node => text(id, sh`cat ${output(of, 't')} > ${staged('t')}`)

test('a plan says for each node whether it runs, and which field of its key changed', async () => {
  const root = project({ 'train.py': 'v1' })
  const optimizer = (lr: number) =>
    ({
      op: 'component',
      name: 'adam',
      is: 'optimizer',
      arguments: { lr: value(lr), beta: value(0.9) },
    }) as const
  const what = (lr: number, greeting = 'hello'): Program =>
    program([
      text('source', sh`echo ${value(greeting)} > ${staged('t')}`),
      reader('copy', 'source'),
      step('train', sh`echo python train.py`, { env: { OPT: apply('join', value(['a'])), LR: value(lr) } }),
      node('made', 'step', { run: sh`true`, env: record({}), optimizer: optimizer(lr) }),
    ])
  expect(await planned(root, what(0.001))).toEqual([
    'made: run, never ran',
    'source: run, never ran',
    'train: run, never ran',
    'copy: wait, waits for source',
  ])
  expect((await ran(root, what(0.001))).status).toBe('success')
  expect(new Set((await planned(root, what(0.001))).map((line) => line.split(': ')[1]))).toEqual(
    new Set(['cached, nothing changed']),
  )
  expect(await planned(root, what(0.01))).toEqual([
    'made: run, config.optimizer.lr: 0.001 -> 0.01',
    'source: cached, nothing changed',
    'train: run, config.env.LR: 0.001 -> 0.01',
    'copy: cached, nothing changed',
  ])
  write(root, { 'train.py': 'v2' })
  expect((await planned(root, what(0.001)))[2]).toBe('train: run, code: train.py changed')
  expect(await planned(root, what(0.001), { force: true })).toEqual([
    'made: run, forced',
    'source: run, forced',
    'train: run, forced',
    'copy: wait, waits for source',
  ])
  // The source makes something else: only then its reader runs, and says why.
  await ran(root, what(0.001, 'other'), { only: ['source'] })
  expect((await planned(root, what(0.001, 'other')))[3]).toBe('copy: run, run: source changed')
})

test('a change is told where it is: in a hole, a list, a file, several at once', async () => {
  const root = project({ 'a.csv': '1', 'b.csv': '2' })
  const params = [{ name: 'count', type: { type: 'int' }, default: value(3) }] as const
  const what = (hidden: readonly number[], text: string) =>
    program(
      [
        step('work', sh`head -n ${param('count')} ${value({ $file: '*.csv' })}`),
        node('net', 'step', {
          run: sh`true`,
          env: record({}),
          hidden: value(hidden),
          text: value(text),
          more: value({ a: 1, b: 2 }),
        }),
      ],
      { params },
    )
  await ran(root, what([64, 64], 'x'))
  const plan = async (options: Partial<PlanOptions>, hidden = [64, 64], text = 'x') =>
    (await planned(root, what(hidden, text), options)).filter((line) => !line.endsWith('nothing changed'))
  expect(await plan({ overrides: new Map([['count', 4]]) })).toEqual(['work: run, config.run.count: 3 -> 4'])
  expect(await plan({}, [64, 128], 'y')).toEqual([
    'net: run, config.hidden.1: 64 -> 128, config.text: "x" -> "y"',
  ])
  expect(await plan({}, [64], 'x')).toEqual(['net: run, config.hidden: [64,64] -> [64]'])
  write(root, { 'b.csv': 'changed', 'c.csv': '3' })
  expect(await plan({})).toEqual(['work: run, config.run: b.csv, c.csv changed'])
})

test('a result whose object is gone is made again', async () => {
  const root = project()
  const what = program([text('a')])
  const { of } = await ran(root, what)
  const key = of('node-succeeded')[0]?.key
  rmSync(join(root, '.pipe/objects'), { recursive: true, force: true })
  expect(await planned(root, what)).toEqual(['a: run, its result is no longer in the store'])
  const again = await ran(root, what)
  expect(again.of('node-succeeded')[0]?.key).toBe(key)
})

test('moving, renaming and reordering what does not matter keeps every key', async () => {
  const root = project()
  const nodes = [text('a'), reader('b', 'a')]
  await ran(root, program(nodes))
  const moved = nodes.toReversed().map((one) => ({
    ...one,
    doc: 'said anew',
    config: Object.fromEntries(Object.entries(one.config).reverse()),
  }))
  expect((await ran(root, program(moved))).ends).toEqual(['a: cached', 'b: cached'])
})

test('`only` takes what it needs along, `until` leaves out what comes after', async () => {
  const root = project()
  const lazy = text('lazy', undefined, { policy: { onDemand: true } })
  const tell = node('tell', 'notify', { message: value('x') })
  const what = program([text('a'), reader('b', 'a'), reader('c', 'b'), text('other'), lazy, tell])
  const names = async (options: Partial<PlanOptions>) =>
    (await planned(root, what, options)).map((line) => line.split(':')[0]).join(' ')
  expect(await names({})).toBe('a other b c tell')
  expect(await names({ only: ['b'] })).toBe('a b')
  expect(await names({ until: ['b'] })).toBe('a other b')
  expect(await names({ only: ['lazy'] })).toBe('lazy')
  expect(await names({ only: ['b', 'other'] })).toBe('a other b')
  const store = await storeOf(root)
  const typo = await planRun(what, store, { program: 'trial.pipe', only: ['othr'] })
  expect(typo.diagnostics).toMatchObject([
    { message: 'The program has no node `othr`.', hint: 'Did you mean `other`?' },
  ])
})

test('`force` with `only` runs just what is named', async () => {
  const root = project()
  const what = program([text('a'), reader('b', 'a')])
  await ran(root, what)
  expect((await ran(root, what, { only: ['b'], force: true })).ends).toEqual(['a: cached', 'b: succeeded'])
  expect((await ran(root, what, { force: true })).ends).toEqual(['a: succeeded', 'b: succeeded'])
})

test('a command that names a file which a later step writes is warned about', async () => {
  const root = project({ 'later.txt': 'old' })
  const what = program([step('early', 'cat later.txt'), text('later', undefined, { needs: ['early'] })])
  const store = await storeOf(root)
  const plan = await planRun(what, store, { program: 'trial.pipe' })
  expect(plan.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning PIPE5021'])
})

test('and fails before anything runs when the file is not there yet', async () => {
  const root = project()
  const what = program([step('early', 'cat later.txt'), text('later', undefined, { needs: ['early'] })])
  const plan = await planRun(what, await storeOf(root), { program: 'trial.pipe' })
  expect(plan.diagnostics.map(({ code }) => code).sort()).toEqual(['PIPE5017', 'PIPE5021'])
  expect(plan.diagnostics[0]?.message).toBe('`early` reads later.txt, and there is no such file.')
})

test('params: what is set wins, defaults may read others, quantities are texts', () => {
  const what = program([], {
    params: [
      { name: 'double', type: { type: 'int' }, default: apply('*', param('base'), value(2)) },
      { name: 'base', type: { type: 'int' }, default: value(3) },
      {
        name: 'wait',
        type: { type: 'quantity', dimension: 'duration' },
        default: value({ $quantity: 'duration', amount: 1 }),
      },
      { name: 'none', type: { type: 'optional', of: { type: 'int' } }, default: value(null) },
    ],
  })
  const bound = (overrides: { readonly [name: string]: unknown }) => {
    const result = bindParams(what, new Map(Object.entries(overrides)))
    return result.ok ? Object.fromEntries(result.value) : result.diagnostics.map(({ message }) => message)
  }
  expect(bound({})).toEqual({ base: 3, double: 6, wait: { $quantity: 'duration', amount: 1 }, none: null })
  expect(bound({ base: 5, wait: '5m', none: 1 })).toEqual({
    base: 5,
    double: 10,
    wait: { $quantity: 'duration', amount: 300 },
    none: 1,
  })
  expect(bound({ base: 1.5, wait: 5, lost: 1 })).toEqual([
    'The param `base` must be a whole number, and it was set to 1.5.',
    'The param `wait` must be a quantity of duration such as "5m", and it was set to 5.',
    'The program has no param `lost`.',
  ])
})

test('values are held against their types', () => {
  const fits: readonly (readonly [unknown, Type, unknown])[] = [
    ['10%', { type: 'float', min: 0, max: 1 }, 0.1],
    ['1e-3', { type: 'float' }, 0.001],
    ['1_000', { type: 'int' }, 1000],
    ['16GiB', { type: 'quantity', dimension: 'bytes' }, { $quantity: 'bytes', amount: 16 * 2 ** 30 }],
    [[1, 2], { type: 'list', of: { type: 'int' } }, [1, 2]],
    ['adam', { type: 'enum', values: ['adam', 'sgd'] }, 'adam'],
    [
      { a: '5 epochs' },
      { type: 'record', fields: { a: { type: 'quantity', dimension: 'epochs' } } },
      { a: { $quantity: 'epochs', amount: 5 } },
    ],
    ['x', { type: 'either', of: [{ type: 'int' }, { type: 'string' }] }, 'x'],
    [{ x: 1 }, { type: 'map', of: { type: 'float' } }, { x: 1 }],
  ]
  for (const [given, type, expected] of fits)
    expect(conform(given, type)).toEqual({ ok: true, value: expected })
  const misfits: readonly (readonly [unknown, Type])[] = [
    ['5m', { type: 'quantity', dimension: 'bytes' }],
    [Number.NaN, { type: 'float' }],
    [2 ** 60, { type: 'int' }],
    [5, { type: 'string' }],
    ['yes', { type: 'bool' }],
    [['a'], { type: 'list', of: { type: 'int' } }],
    [{ b: 1 }, { type: 'record', fields: { a: { type: 'int' } } }],
    [null, { type: 'int' }],
    ['rmsprop', { type: 'enum', values: ['adam', 'sgd'] }],
    [{}, { type: 'artifact', artifact: 'Model' }],
  ]
  for (const [given, type] of misfits) expect(conform(given, type).ok).toBe(false)
})

test('10,000 nodes are planned', async () => {
  const root = project()
  const nodes = Array.from({ length: 10_000 }, (_, index) =>
    step(`n${index}`, sh`true ${value(index)}`, { needs: index < 100 ? [] : [`n${index - 100}`] }),
  )
  const what = program(nodes)
  await planned(root, program(nodes.slice(0, 100)))
  expect(await planned(root, what)).toHaveLength(10_000)
})

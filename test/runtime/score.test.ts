import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Expression } from '../../src/ir/expression.ts'
import {
  ambient,
  apply,
  list,
  node,
  output,
  program,
  project,
  ran,
  record,
  sh,
  staged,
  step,
  value,
} from './workshop.ts'

const measured = (id: string, score: number, loss: number) =>
  step(id, sh`echo ${value(JSON.stringify({ score, loss }))} > ${staged('m')}`, {
    outputs: { m: `metrics:${id}.json` },
  })

const candidate = (id: string) =>
  record({
    name: value(id),
    metrics: record({ score: output(id, 'm', 'score'), inner: record({ loss: output(id, 'm', 'loss') }) }),
  })

function scoring(config: { readonly value: Expression; readonly where?: Expression }, ids = ['a', 'b', 'c']) {
  return node('best', 'score', { from: list(...ids.map(candidate)), where: record({}), ...config })
}

const nodes = [measured('a', 0.5, 1), measured('b', 0.9, 3), measured('c', 0.9, 2)]

test('the highest value wins, the first of equals, and its metrics are handed on', async () => {
  const after = step(
    'after',
    sh`echo ${output('best', 'chosen', 'name')} ${output('best', 'chosen', 'inner', 'loss')}`,
  )
  const result = await ran(project(), program([...nodes, scoring({ value: ambient('score') }), after]))
  expect(result.of('node-log').map(({ line }) => line)).toEqual(['b 3'])
  expect(result.of('node-succeeded').find((event) => event.node === 'best')?.metrics).toEqual({
    'chosen.score': 0.9,
    'chosen.inner.loss': 3,
    value: 0.9,
  })
})

test('candidates that fail a condition are none', async () => {
  const where = record({ light: apply('<', ambient('inner.loss'), value(3)), fine: value(true) })
  const result = await ran(project(), program([...nodes, scoring({ value: ambient('score'), where })]))
  expect(result.of('node-succeeded').at(-1)?.metrics).toMatchObject({ 'chosen.inner.loss': 2 })
})

test('when none is left, each is told with what it failed', async () => {
  const where = record({
    light: apply('<', ambient('inner.loss'), value(2)),
    good: apply('>', ambient('score'), value(0.8)),
  })
  const result = await ran(project(), program([...nodes, scoring({ value: ambient('score'), where })]))
  expect(result.problems('best')).toMatchObject([
    {
      code: 'PIPE5028',
      hint: 'a: `good` does not hold\nb: `light` does not hold\nc: `light` does not hold',
    },
  ])
})

test('a value that can not be computed, or is no number', async () => {
  const divided = await ran(
    project(),
    program([...nodes, scoring({ value: apply('/', value(1), apply('-', ambient('score'), value(0.5))) })]),
  )
  expect(divided.problems('best').map(({ code }) => code)).toEqual(['PIPE9001'])
  const word = await ran(project(), program([...nodes, scoring({ value: value('high') })]))
  expect(word.problems('best')[0]?.message).toBe(
    'In `best`, `value` must be a number, and for `a` it is the text "high".',
  )
})

test('whatever the metrics, the winner is a best one', async () => {
  const root = project()
  const score = (scores: readonly number[]) =>
    node('best', 'score', {
      from: value(scores.map((each, index) => ({ name: `n${index}`, metrics: { each } }))),
      where: record({ passed: apply('>=', ambient('each'), value(0)) }),
      value: ambient('each'),
    })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 6 }),
      async (scores) => {
        const result = await ran(root, program([score(scores)]), { force: true })
        const fit = scores.filter((each) => each >= 0)
        if (fit.length === 0) expect(result.problems('best')[0]?.code).toBe('PIPE5028')
        else expect(result.of('node-succeeded')[0]?.metrics).toMatchObject({ value: Math.max(...fit) })
      },
    ),
    { numRuns: 20 },
  )
})

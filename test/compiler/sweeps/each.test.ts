import { describe, expect, it } from 'vitest'
import { eachesOf, elementInstances } from '../../../src/ir/instances.ts'
import { expectErrors, expectValid, expectWarnings, nodeOf } from '../harness.ts'

const bench = `
step bench {
  inputs: { model: each(["small", "large"]), task: each(["qa", "code", "math"]) }
  run: "bench \${inputs.model} \${inputs.task} \${outputs.result}"
  outputs: { result: metrics("result.json", { accuracy: float in 0..1, seconds: duration }) }
  parallel: 2
}
`

describe('each', () => {
  it('makes the outputs of a node lists over the product, and names what it stands for', () => {
    const program = expectValid(`${bench}step say { run: "echo \${mean(bench.result.accuracy)}" }`)
    const node = nodeOf(program, 'bench')
    expect([...eachesOf(node).keys()]).toEqual(['model', 'task'])
    expect(node.outputs.result).toMatchObject({ type: 'list', of: { type: 'record' } })
    expect(node.policy.parallel).toEqual({ op: 'value', value: 2 })
  })

  it('keeps what a place asks of each element', () => {
    const train = (epochs: string) =>
      `dataset moons { source: two_moons() }\ntrain fit { model: mlp(), data: moons, epochs: ${epochs} }`
    const program = expectValid(`${train('each([1, 2])')}\nstep s { run: "echo \${max(fit.loss)}" }`)
    expect(nodeOf(program, 'fit').config.epochs).toEqual({
      op: 'each',
      name: 'epochs',
      of: { op: 'value', value: [1, 2] },
    })
    expectErrors(train('each([1, 0])'), [
      { message: 'Each item of `epochs` must be a whole number from 1 to 1000000, and it is 0.', at: '0' },
    ])
    expectErrors(train('each(["1"])'), [
      {
        message: 'Each item of `epochs` must be a whole number from 1 to 1000000, and it is the text "1".',
        at: '"1"',
      },
    ])
  })

  it('takes a list that a node makes', () => {
    const program = expectValid(`
      dataset moons { source: two_moons(), split: hash(train: 80%, val: 20%) }
      train fit { model: mlp(), data: moons.train }
      evaluate judged { model: each(fit.checkpoints), data: moons.val, metrics: { accuracy: accuracy() } }
      score best { from: judged, value: accuracy }
      step say { run: "echo \${best.chosen.accuracy}" }`)
    const { model } = nodeOf(program, 'judged').config
    expect(model).toEqual({
      op: 'each',
      name: 'model',
      of: { op: 'output', node: 'fit', path: ['checkpoints'] },
    })
    expect(eachesOf(nodeOf(program, 'best'))).toEqual(new Map())
  })

  it('is refused where nothing fans out', () => {
    const message = "`each` can't stand here: it makes one instance of a node for each element of a list."
    expectErrors('let a = each([1])\nstep s { run: "echo ${a}" }', [{ message, at: 'each' }])
    expectErrors('step s { run: "x", when: each([true]) }', [{ message, at: 'each' }])
    expectErrors('step s { run: "x", timeout: each([1m]) }', [{ message, at: 'each' }])
    expectErrors('step s { run: "echo ${each(1)}" }', [
      { message: '`each` takes one list, and it got 1.', at: 'each(1)' },
    ])
    expectErrors('step s { run: "echo ${each([1], [2])}" }', [
      { message: '`each` takes one list, and it got several.', at: 'each([1], [2])' },
    ])
  })

  it('is what `parallel` limits', () => {
    expectWarnings('step s { run: "x", parallel: 2 }', [
      { message: '`parallel` limits the instances of a node with `each`, and `s` has one.', at: 'parallel' },
    ])
  })
})

describe('the instances of each', () => {
  it('are the product, the last name fastest, with ids of the values alone', () => {
    const product = elementInstances(
      'bench',
      new Map([
        ['task', ['qa', 'code']],
        ['model', ['s', 'l']],
      ]),
    )
    expect(product.map(({ elements }) => elements)).toEqual([
      { model: 's', task: 'qa' },
      { model: 's', task: 'code' },
      { model: 'l', task: 'qa' },
      { model: 'l', task: 'code' },
    ])
    expect(new Set(product.map(({ id }) => id)).size).toBe(4)
    for (const { id } of product) expect(id).toMatch(/^bench--e[0-9a-f]{12}$/)
    const [only] = elementInstances('bench', new Map([['model', ['s']]]))
    const [renamed] = elementInstances('bench', new Map([['other', ['s']]]))
    expect(only?.id).toBe(renamed?.id)
  })

  it('are none of an empty list', () => {
    expect(
      elementInstances(
        'bench',
        new Map([
          ['model', []],
          ['task', ['qa']],
        ]),
      ),
    ).toEqual([])
  })
})

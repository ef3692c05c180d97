import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Expression, Value } from '../../../src/ir/expression.ts'
import { Arguments } from '../../../src/learning/component.ts'
import type { LimitMemory } from '../../../src/learning/training/regulation/limit.ts'
import { limits } from '../../../src/learning/training/regulation/limits.ts'
import { readRegulations } from '../../../src/learning/training/regulation/regulation.ts'
import { Regulator } from '../../../src/learning/training/regulation/regulator.ts'
import {
  adam,
  atMost,
  component,
  curvedClasses,
  epochs,
  finite,
  improves,
  linearNumbers,
  mlp,
  regulation,
  restore,
  sgd,
  signal,
  steps,
  stop,
  Trial,
  warn,
} from './trial.ts'

/** Which values of a series, one an epoch of ten steps, are within a limit. */
function within(
  name: string,
  settings: { [name: string]: Value },
  values: number[],
  better: 'up' | 'down' = 'down',
) {
  let memory: LimitMemory = {}
  return values.map((value, index) => {
    const observation = { value, epoch: index + 1, step: (index + 1) * 10, better }
    const verdict = limits[name]!.check(observation, new Arguments(name, settings), memory)
    memory = verdict.memory
    return verdict.within
  })
}

describe('limits', () => {
  test('finite', () => {
    expect(within('finite', {}, [1, -1e30, Number.NaN, Number.POSITIVE_INFINITY])).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('at_most and at_least include their bounds, and NaN is never within', () => {
    expect(within('at_most', { bound: 2 }, [1, 2, 3, Number.NaN])).toEqual([true, true, false, false])
    expect(within('at_least', { bound: 2 }, [1, 2, 3, Number.NaN])).toEqual([false, true, true, false])
  })

  const patient = { min_delta: 0, patience: epochs(2), direction: 'auto' }

  test('improves waits for its patience', () => {
    expect(within('improves', patient, [5, 4, 4, 4, 3, 3, 3])).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
      false,
    ])
  })

  test('improves in steps', () => {
    const found = within('improves', { ...patient, patience: steps(15) }, [5, 5, 5])
    expect(found).toEqual([true, true, false])
  })

  test('improves upwards where the signal or the program says so', () => {
    expect(within('improves', patient, [1, 2, 3, 4, 3, 3], 'up')).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ])
    expect(within('improves', { ...patient, direction: 'up' }, [1, 2, 1, 1])).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  test('improves by more than min_delta, an absolute amount', () => {
    const found = within('improves', { ...patient, min_delta: 1 }, [10, 9.5, 9.2, 8.9, 8.8])
    expect(found).toEqual([true, true, false, true, true])
  })

  test('improves: NaN is no improvement', () => {
    expect(within('improves', patient, [5, Number.NaN, 4])).toEqual([true, false, true])
  })
})

describe('a regulator', () => {
  const apply = (name: string, ...operands: Expression[]): Value => ({
    $pending: { op: 'apply', function: name, arguments: operands },
  })
  const name = (text: string): Expression => ({ op: 'ambient', name: text })
  const number = (value: number): Expression => ({ op: 'value', value })

  function regulator(observe: Value, limit: Value): Regulator {
    return new Regulator(readRegulations('regulate', [{ name: 'r', observe, limit, respond: stop }], true))
  }

  test('computes what it observes and what limits it from the signals of the moment', () => {
    const limit: Value = {
      $pending: {
        op: 'component',
        name: 'at_most',
        is: 'limit',
        arguments: {
          bound: {
            op: 'if',
            condition: { op: 'apply', function: '>', arguments: [name('progress'), number(0.5)] },
            yes: number(1),
            no: number(10),
          },
        },
      },
    }
    const one = regulator(apply('*', name('loss'), number(2)), limit)
    const look = (loss: number, progress: number) =>
      one.observe(
        'step',
        new Map([
          ['loss', loss],
          ['progress', progress],
        ]),
        0,
        1,
      )
    expect(look(4, 0)).toEqual([])
    expect(look(4, 1)).toMatchObject([{ value: 8, limit: { arguments: { bound: 1 } }, response: stop }])
    expect(one.compliance()).toEqual({ r: 0.5 })
  })

  test('opens what is pending within a limit that is settled otherwise', () => {
    const one = regulator(signal('loss'), atMost(apply('*', name('epoch'), number(2))))
    const look = (epoch: number) =>
      one.observe('step', new Map(Object.entries({ loss: 3, epoch })), epoch, 1).length
    expect([look(1), look(2)]).toEqual([1, 0])
  })

  test('sees NaN also through arithmetic', () => {
    const one = regulator(apply('-', name('val.loss'), name('loss')), finite)
    const signals = new Map([
      ['loss', 1],
      ['val.loss', Number.NaN],
    ])
    expect(one.observe('step', signals, 0, 1)).toEqual([])
    expect(one.observe('epoch', signals, 1, 1)).toHaveLength(1)
  })

  test('counts exactly, and goes on counting from its records', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1 }),
        fc.nat(),
        (losses, cut) => {
          const whole = regulator(signal('loss'), atMost(1))
          let parts = regulator(signal('loss'), atMost(1))
          for (const [index, loss] of losses.entries()) {
            const signals = new Map([['loss', loss]])
            whole.observe('step', signals, 0, index)
            if (index === cut % losses.length) {
              const records = parts.exportRecords()
              parts = regulator(signal('loss'), atMost(1))
              parts.importRecords(JSON.parse(JSON.stringify(records)))
            }
            parts.observe('step', signals, 0, index)
          }
          expect(whole.compliance().r).toBe(losses.filter((loss) => loss <= 1).length / losses.length)
          expect(parts.exportRecords()).toEqual(whole.exportRecords())
        },
      ),
    )
  })
})

describe('in a training', () => {
  let trial: Trial
  beforeEach(() => {
    trial = new Trial()
  })
  afterEach(() => trial.remove())

  const regulations = () => trial.messages.filter((message) => message.type === 'regulation')

  test('improves stops early, and the best weights are handed on', async () => {
    const config = {
      model: mlp([64, 64]),
      data: trial.dataset(curvedClasses('train', 60)),
      validate: trial.dataset(curvedClasses('val', 200)),
      optimizer: adam(3e-2),
      epochs: 200,
    }
    const regulate = [regulation('patience', signal('val.loss'), improves(epochs(5)), stop)]
    const stopped = await trial.values({ ...config, regulate }, 'stopped')
    expect(stopped.epochs).toBeLessThan(100)
    expect(regulations()).toMatchObject([{ regulation: 'patience', response: 'stop', epoch: stopped.epochs }])
    const losses = trial.messages.flatMap((said) =>
      said.type === 'metric' && said.name === 'val.loss' ? [said.value] : [],
    )
    expect(losses).toHaveLength(stopped.epochs as number)
    expect((stopped.val as { loss: number }).loss).toBe(Math.min(...losses))
    expect(losses.indexOf(Math.min(...losses))).toBe(losses.length - 6)
    const last = await trial.values({ ...config, regulate, keep: 'last' }, 'last')
    expect((last.val as { loss: number }).loss).toBe(losses.at(-1))
  })

  test('monitor only measures', async () => {
    const config = {
      model: mlp([8]),
      data: trial.dataset(curvedClasses('train', 100)),
      epochs: 3,
    }
    const free = await trial.values(config, 'free')
    const monitor = [regulation('low', signal('loss'), atMost(0), stop)]
    const measured = await trial.values({ ...config, monitor }, 'measured')
    expect(measured).toEqual({ ...free, compliance: { low: 0 } })
    expect(regulations()).toHaveLength(1)
    expect(regulations()[0]).not.toHaveProperty('response')
  })

  test('restore goes back from NaN with a smaller learning rate until the training holds', async () => {
    const config = {
      model: component('model', 'linear', { bias: true }),
      data: trial.dataset(linearNumbers('train', 256)),
    }
    const wild = { ...config, optimizer: sgd(4), epochs: 20 }
    expect(await trial.failure(wild)).toEqual([expect.stringContaining('PIPE7001')])
    const regulate = [regulation('calm', signal('loss'), atMost(1e6), restore({ max_times: 10 }))]
    const values = await trial.values({ ...wild, regulate }, 'calm')
    expect(values.loss).toBeLessThan(0.01)
    expect(values.epochs).toBe(20)
    const times = regulations().length
    expect(times).toBeGreaterThan(0)
    const rates = trial.messages.flatMap((said) =>
      said.type === 'metric' && said.name === 'learning_rate' ? [said.value] : [],
    )
    expect(rates.at(-1)).toBe(4 * 0.5 ** times)
    const compliance = (values.compliance as { calm: number }).calm
    expect(compliance).toBeLessThan(1)
    expect(compliance).toBeGreaterThan(0.8)
  })

  test('restore from a loss that is no number at all', async () => {
    const config = {
      model: component('model', 'linear', { bias: true }),
      data: trial.dataset(linearNumbers('train', 256)),
      optimizer: sgd(20),
      epochs: 30,
      regulate: [regulation('finite', signal('loss'), finite, restore({ max_times: 20 }))],
    }
    const values = await trial.values(config)
    expect(values.loss).toBeLessThan(0.01)
    expect(regulations()[0]).toMatchObject({
      response: 'restore',
      signal: expect.stringMatching(/Infinity|NaN/),
    })
  })

  test('restore gives up after max_times', async () => {
    const config = {
      model: mlp([4]),
      data: trial.dataset(curvedClasses('train', 64)),
      regulate: [regulation('strict', signal('loss'), atMost(1e-6), restore({ max_times: 3 }))],
    }
    expect(await trial.failure(config)).toEqual([
      'PIPE7008 The regulation `strict` went back to a saved state 3 times and left its limit again at step 1.',
    ])
  })

  test('stop at NaN hands on the last sound weights', async () => {
    const config = {
      model: component('model', 'linear', { bias: true }),
      data: trial.dataset(linearNumbers('train', 64)),
      optimizer: sgd(1.2),
      epochs: 1000,
      regulate: [regulation('finite', signal('loss'), finite, stop)],
    }
    const values = await trial.values(config)
    expect(Number.isFinite(values.loss as number)).toBe(true)
    expect(values.epochs).toBeGreaterThan(0)
    expect(values.epochs).toBeLessThan(1000)
  })

  test('warn says so once and goes on', async () => {
    const config = {
      model: mlp([4]),
      data: trial.dataset(curvedClasses('train', 64)),
      epochs: 4,
      regulate: [regulation('low', signal('loss'), atMost(0), warn)],
    }
    const values = await trial.values(config)
    expect(values.epochs).toBe(4)
    const warnings = trial.messages.flatMap((said) =>
      said.type === 'warning' ? [said.diagnostic.message] : [],
    )
    expect(warnings).toEqual([
      expect.stringMatching(
        /^The regulation `low` left its limit at step 1: 0\.\d+ is not within `at_most\(0\)`\.$/,
      ),
    ])
  })

  test('a stop within an epoch still validates, and counts whole epochs', async () => {
    const late: Value = { $pending: { op: 'ambient', name: 'step' } }
    const config = {
      model: mlp([4]),
      data: trial.dataset(curvedClasses('train', 64)),
      validate: trial.dataset(curvedClasses('val', 64)),
      batch_size: 16,
      regulate: [regulation('short', late, atMost(5), stop)],
    }
    const values = await trial.values(config)
    expect(values.epochs).toBe(1)
    expect(values.val).toHaveProperty('accuracy')
    expect(values.compliance).toEqual({ short: 5 / 6 })
  })
})

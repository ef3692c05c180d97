import { expect, test } from 'vitest'
import type { Value } from '../../../src/ir/expression.ts'
import { scheduleOf } from '../../../src/learning/schedules/table.ts'

const schedule = (name: string, values: { [name: string]: Value } = {}) => ({
  $component: name,
  is: 'schedule',
  arguments: values,
})
const epochs = (amount: number) => ({ $quantity: 'epochs' as const, amount })
const steps = (amount: number) => ({ $quantity: 'steps' as const, amount })

/** Factors of a training of 4 epochs of 5 steps. */
function factors(component: ReturnType<typeof schedule>): number[] {
  const factor = scheduleOf(component)
  return Array.from({ length: 20 }, (_, step) => factor({ step, total: 20, stepsPerEpoch: 5 }))
}

test('constant', () => {
  expect(new Set(factors(schedule('constant')))).toEqual(new Set([1]))
})

test('step_decay by epochs and by steps', () => {
  const byEpochs = factors(schedule('step_decay', { step_size: epochs(2), gamma: 0.1 }))
  expect(byEpochs[9]).toBe(1)
  expect(byEpochs[10]).toBe(0.1)
  const bySteps = factors(schedule('step_decay', { step_size: steps(3), gamma: 0.5 }))
  expect(bySteps.slice(0, 7)).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25])
})

test('cosine falls from 1 to its floor', () => {
  const found = factors(schedule('cosine', { min_factor: 0.2 }))
  expect(found[0]).toBe(1)
  expect(found[10]).toBeCloseTo(0.6, 12)
  expect(found[19]).toBeLessThan(0.21)
  expect([...found].sort((a, b) => b - a)).toEqual(found)
  expect(
    scheduleOf(schedule('cosine', { min_factor: 0.2 }))({ step: 20, total: 20, stepsPerEpoch: 5 }),
  ).toBeCloseTo(0.2)
})

test('warm_up rises, then hands over', () => {
  const found = factors(
    schedule('warm_up', { over: epochs(1), after: schedule('cosine', { min_factor: 0 }) }),
  )
  expect(found.slice(0, 5)).toEqual([0.2, 0.4, 0.6, 0.8, 1])
  expect(found[5]).toBe(1)
  expect(found[19]).toBeLessThan(0.02)
})

test('warm_up within warm_up, longer than the training', () => {
  const inner = schedule('warm_up', { over: steps(100), after: schedule('constant') })
  expect(factors(schedule('warm_up', { over: steps(2), after: inner }))[19]).toBeCloseTo(0.18, 12)
})

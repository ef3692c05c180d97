import { expect, test } from 'vitest'
import { diagnose } from '../../../src/base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../../src/base/diagnostics/learning-problems.ts'
import type { LearningMessage } from '../../../src/learning/protocol.ts'
import { Reporting } from '../../../src/learning/training/reporting.ts'

function reporting(epochs = 10, stepsPerEpoch = 100) {
  const messages: LearningMessage[] = []
  const time = { now: 0 }
  const context = { tell: (message: LearningMessage) => messages.push(message) }
  return { messages, time, report: new Reporting(context, epochs, stepsPerEpoch, () => time.now) }
}

const record = { epoch: 1, step: 100, loss: 0.5, learningRate: 0.1, validation: { loss: 0.6, accuracy: 0.9 } }

test('steps are told at most ten times a second', () => {
  const { messages, time, report } = reporting()
  for (let step = 1; step <= 1000; step++) {
    time.now = step
    report.step(step, 1)
  }
  const losses = messages.filter((said) => said.type === 'metric' && said.name === 'loss')
  expect(losses).toHaveLength(10)
  const rates = messages.flatMap((said) =>
    said.type === 'metric' && said.name === 'steps_per_second' ? [said.value] : [],
  )
  expect(rates).toEqual(Array.from({ length: 9 }, () => 1000))
})

test('every epoch is told, with its marks', () => {
  const { messages, report } = reporting()
  report.epoch(record)
  report.epoch({ ...record, epoch: 2, step: 200 })
  const metrics = messages.flatMap((said) =>
    said.type === 'metric' ? [`${said.name} ${said.value} ${said.epoch}`] : [],
  )
  expect(metrics).toEqual(
    [1, 2].flatMap((epoch) => [
      `loss 0.5 ${epoch}`,
      `learning_rate 0.1 ${epoch}`,
      `val.loss 0.6 ${epoch}`,
      `val.accuracy 0.9 ${epoch}`,
    ]),
  )
  expect(messages.at(-1)).toEqual({ type: 'progress', done: 2, total: 10, unit: 'epochs' })
})

test('only long epochs are told in tenths', () => {
  const { messages, time, report } = reporting(10, 100)
  const told = () => messages.splice(0).flatMap((said) => (said.type === 'progress' ? [said.done] : []))
  for (let step = 1; step <= 50; step++) {
    time.now = step * 10
    report.step(step, 1)
  }
  expect(told()).toEqual([])
  report.epoch(record)
  expect(told()).toEqual([1])
  for (let step = 101; step <= 116; step++) {
    time.now += 100
    report.step(step, 1)
  }
  expect(told()).toEqual([1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1])
})

test('a training of one epoch counts its steps', () => {
  const { messages, report } = reporting(1)
  report.epoch(record)
  expect(messages.at(-1)).toEqual({ type: 'progress', done: 100, total: 100, unit: 'steps' })
})

test('a limit that is left again and again is told once a second, what is done about it always', () => {
  const { messages, time, report } = reporting()
  const event = { regulation: 'r', signal: 1, epoch: 0, step: 1 }
  for (let index = 0; index < 2000; index++) {
    time.now = index
    report.excursion(event, false)
  }
  expect(messages).toHaveLength(2)
  for (let index = 0; index < 5; index++) report.excursion({ ...event, response: 'restore' }, true)
  expect(messages).toHaveLength(7)
})

test('a warning is not repeated every step', () => {
  const { messages, time, report } = reporting()
  const diagnostic = diagnose(learningProblems.outOfLimit, {
    regulation: 'r',
    signal: '1',
    limit: '`finite()`',
    step: 1,
  })
  for (let index = 0; index < 1000; index++) {
    time.now = index
    report.warn('r', diagnostic)
  }
  expect(messages).toEqual([{ type: 'warning', diagnostic }])
})

test('who comes back gets the curve', () => {
  const { messages, report } = reporting()
  report.resumed(1, 100, [record])
  expect(messages[0]).toEqual({ type: 'resumed', epoch: 1, step: 100 })
  expect(messages.filter(({ type }) => type === 'metric')).toHaveLength(4)
})

import '@tensorflow/tfjs-backend-cpu'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  discardWasmBackend,
  OutOfTensorMemory,
  startWasmBackend,
} from '../../../src/learning/backend/wasm-backend.ts'
import { operations, valuesOf, worstDifference } from './operations.ts'

const expected = new Map<string, Float32Array[]>()

beforeAll(async () => {
  await startWasmBackend()
  await tf.setBackend('cpu')
  for (const [name, operation] of Object.entries(operations)) expected.set(name, await valuesOf(operation))
  await tf.setBackend('wasm')
})

describe('the repaired wasm backend agrees with the cpu backend on', () => {
  test.each(Object.entries(operations))('%s', async (name, operation) => {
    const found = await valuesOf(operation)
    expect(worstDifference(expected.get(name) ?? [], found)).toBeLessThan(2e-6)
  })
})

test('repaired kernels leave no memory behind', () => {
  const backend = tf.backend()
  const run = () => tf.tidy(() => Object.values(operations).map((operation) => operation().length))
  run()
  const tensors = tf.memory().numTensors
  const data = backend.numDataIds()
  run()
  expect(tf.memory().numTensors).toBe(tensors)
  expect(backend.numDataIds()).toBe(data)
})

test('a full heap is an error, not a write beyond it', () => {
  const backend = tf.backend() as BackendWasm
  const held: tf.TensorInfo[] = []
  const take = () => held.push(backend.makeOutput([64, 1024, 1024], 'float32'))
  expect(() => {
    for (let index = 0; index < 20; index++) take()
  }).toThrow(OutOfTensorMemory)
  for (const tensor of held) backend.disposeData(tensor.dataId)
  expect(take).not.toThrow()
})

test('a heap that is given up is followed by a new one that computes as well', async () => {
  discardWasmBackend()
  await startWasmBackend()
  for (const name of ['matMul both transposed', 'maxPool of negative values', 'conv2d same']) {
    const found = await valuesOf(operations[name]!)
    expect(worstDifference(expected.get(name) ?? [], found)).toBeLessThan(2e-6)
  }
})

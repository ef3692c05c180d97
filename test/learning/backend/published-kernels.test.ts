import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-layers'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { operations, valuesOf, worstDifference } from './operations.ts'

// The backend as published, without our repairs: what fails here is why they exist. When one of these tests fails
// after an update of tfjs, its repair may go.
beforeAll(async () => {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(`${dirname(entry)}/`)
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  await tf.setBackend('wasm')
})

async function difference(name: string): Promise<number> {
  const operation = operations[name]!
  await tf.setBackend('cpu')
  const expected = await valuesOf(operation)
  await tf.setBackend('wasm')
  return worstDifference(expected, await valuesOf(operation))
}

test.each([
  'maxPool of negative values',
  'maxPool of mixed values',
  'fused matMul left transposed',
  'fused matMul right transposed',
  'fused matMul batched',
])('is wrong: %s', async (name) => {
  expect(await difference(name)).toBeGreaterThan(1e-2)
})

test.each(['conv2d same', 'depthwise valid', 'gather'])('is missing: %s', async (name) => {
  await expect(difference(name)).rejects.toThrow(/not registered for backend/)
})

test.each(['fused matMul', 'matMul batched, transposed', 'sum leading axis'])(
  'is right: %s',
  async (name) => {
    expect(await difference(name)).toBeLessThan(2e-6)
  },
)

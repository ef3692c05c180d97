import { expect, test } from 'vitest'
import { diagnose } from '../../src/base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../src/base/diagnostics/learning-problems.ts'
import { diagnosticsOf } from '../../src/learning/exceptions.ts'
import { TaskFailure } from '../../src/learning/failure.ts'

const said = async (error: unknown) =>
  (await diagnosticsOf('fit', error)).map(({ code, message }) => `${code} ${message}`)

test('a failure keeps its diagnostics', async () => {
  const diagnostic = diagnose(learningProblems.noRows, { part: 'train' })
  expect(await diagnosticsOf('fit', new TaskFailure(diagnostic))).toEqual([diagnostic])
})

test('a full disk is told with the file where it is known', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  expect(await said(full)).toEqual(["PIPE7022 The file of `fit` can't be written: ENOSPC."])
  const named = Object.assign(full, { path: 'model.json' })
  expect(await said(named)).toEqual(["PIPE7022 The file model.json can't be written: ENOSPC."])
})

test('an array that is too large is a lack of memory', async () => {
  const allocate = () => new Float32Array(2 ** 60)
  expect(await said(catching(allocate))).toEqual(["PIPE7011 The tensors don't fit into memory."])
})

test('anything else is a defect, told in one line', async () => {
  expect(await said(new Error('first line\n    at secret (file.ts:1:1)'))).toEqual([
    'PIPE7012 The learner failed while it worked on `fit`: first line.',
  ])
  expect(await said('a text')).toEqual(['PIPE7012 The learner failed while it worked on `fit`: a text.'])
})

function catching(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

import { expect, it } from 'vitest'
import { compileText } from './harness.ts'

function codesOf(text: string): readonly string[] {
  return compileText(text).diagnostics.map(({ code }) => code)
}

it('says nothing of a value that did not parse', () => {
  expect(codesOf('step a { run: "a", timeout: 30sec }')).toEqual(['PIPE1008'])
})

it('says nothing of a name whose declaration was lost', () => {
  expect(codesOf('let count = if true then 1\nstep a { run: "a ${count}" }')).toEqual(['PIPE1028'])
})

it('tells what else is wrong in the same file', () => {
  expect(codesOf('let count = if true then 1\nstep a { run: "a ${cuont}", timeout: 3 }')).toEqual([
    'PIPE1028',
    'PIPE2001',
    'PIPE3001',
  ])
})

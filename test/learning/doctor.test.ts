import { expect, test } from 'vitest'
import { learningReport } from '../../src/learning/doctor.ts'

test('the report comes from a backend that has computed', async () => {
  const report = await learningReport()
  expect(report.map(({ what, ok }) => [what, ok])).toEqual([
    ['tensors', true],
    ['device', undefined],
  ])
  expect(report[0]?.found).toMatch(/^tfjs \d+\.\d+\.\d+ on WebAssembly with SIMD, \d+ kernels repaired$/)
})

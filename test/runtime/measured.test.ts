import { expect, test } from 'vitest'
import type { Type } from '../../src/ir/type.ts'
import { measured } from '../../src/runtime/executors/measured.ts'

const duration: Type = { type: 'quantity', dimension: 'duration' }
const share: Type = { type: 'float', min: 0, max: 1 }

test('a number is one of seconds or bytes where a quantity is declared', () => {
  expect(measured(1.5, duration)).toEqual({ ok: true, value: { $quantity: 'duration', amount: 1.5 } })
  expect(measured('5m', duration)).toEqual({ ok: true, value: { $quantity: 'duration', amount: 300 } })
  expect(measured(Number.NaN, duration).ok).toBe(false)
  expect(measured('5MB', duration).ok).toBe(false)
})

test('records are read name by name, and what no one declared is left out', () => {
  const type: Type = {
    type: 'record',
    fields: { took: duration, val: { type: 'record', fields: { f1: share } } },
  }
  expect(measured({ took: 2, val: { f1: 0.5 }, more: 1 }, type)).toEqual({
    ok: true,
    value: { took: { $quantity: 'duration', amount: 2 }, val: { f1: 0.5 } },
  })
  expect(measured({ took: 2, val: { f1: 1.5 } }, type)).toMatchObject({
    ok: false,
    expected: 'a number in 0..1 in `f1` in `val`',
    found: '1.5',
  })
  expect(measured({ took: 2 }, type)).toMatchObject({ ok: false })
  expect(measured([1], type)).toMatchObject({ ok: false })
})

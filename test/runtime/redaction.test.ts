import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RedactingStream, Redactor } from '../../src/runtime/commands/redaction.ts'

function redactorOf(...secrets: readonly string[]): Redactor {
  const redactor = new Redactor()
  for (const secret of secrets) redactor.add(secret)
  return redactor
}

/** Texts that can't be made of the mask itself. */
const secretText = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((text) => !/^[*\s]*$/.test(text) && !text.includes('*'))

function pieces(text: string, cuts: readonly number[]): readonly string[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
  return places.slice(1).map((end, index) => text.slice(places[index], end))
}

test('a secret never appears, however the text is cut', () => {
  fc.assert(
    fc.property(
      fc.array(secretText, { minLength: 1, maxLength: 3 }),
      fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(500), { maxLength: 8 }),
      (secrets, between, cuts) => {
        const text = between.map((part, index) => part + (secrets[index % secrets.length] ?? '')).join('')
        const stream = new RedactingStream(redactorOf(...secrets))
        const told =
          pieces(text, cuts)
            .map((piece) => stream.push(piece))
            .join('') + stream.end()
        for (const secret of secrets) expect(told.includes(secret)).toBe(false)
        expect(told).toBe(redactorOf(...secrets).text(text))
      },
    ),
    { numRuns: 2000 },
  )
})

test('a text without secrets is told unchanged, however it is cut', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.nat(500), { maxLength: 8 }), (text, cuts) => {
      const stream = new RedactingStream(redactorOf('\u{10ffff}secret'))
      expect(
        pieces(text, cuts)
          .map((piece) => stream.push(piece))
          .join('') + stream.end(),
      ).toBe(text)
    }),
  )
})

test('base64 at every alignment, URL, JSON and hexadecimal forms are hidden', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 8, maxLength: 30 }).filter((text) => text.trim() === text),
      fc.string({ maxLength: 5 }),
      fc.string({ maxLength: 5 }),
      (secret, before, after) => {
        const redactor = redactorOf(secret)
        const inside = Buffer.from(before + secret + after)
        // At most the characters at the two seams can stay.
        for (const encoding of ['base64', 'base64url'] as const) {
          const rest = redactor.text(inside.toString(encoding)).replaceAll('***', '')
          expect(rest.length).toBeLessThanOrEqual(Math.ceil(((before.length + after.length + 2) * 8) / 6) + 4)
        }
        expect(redactor.text(encodeURIComponent(secret))).toBe('***')
        expect(redactor.text(JSON.stringify(secret))).toBe('"***"')
        expect(redactor.text(Buffer.from(secret).toString('hex'))).toBe('***')
      },
    ),
  )
})

test('an endless row of secrets is not held back', () => {
  const stream = new RedactingStream(redactorOf('aa'))
  let told = ''
  for (let i = 0; i < 10_000; i++) told += stream.push('aaa')
  expect(told + stream.push('b') + stream.end()).toBe('***b')
})

test('each line of a secret of several lines is hidden', () => {
  expect(redactorOf('-----KEY\nabcdef\nghijkl').text('  abcdef\n  ghijkl')).toBe('  ***\n  ***')
})

test('values are hidden at any depth', () => {
  expect(redactorOf('hush').value({ a: ['x hush y', 3], b: { c: 'hush' } })).toEqual({
    a: ['x *** y', 3],
    b: { c: '***' },
  })
})

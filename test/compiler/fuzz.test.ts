import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { damagedProgram, faultOf, readCorpus } from './fuzz.ts'

const corpus = readCorpus(join(import.meta.dirname, '../cases'))

describe('damaged programs', () => {
  it('give diagnostics, never an exception', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const text = damagedProgram(corpus, seed)
      const fault = faultOf(text, corpus.files)
      expect(fault, `seed ${seed}:\n${text}`).toBeUndefined()
    }
  }, 120_000)
})

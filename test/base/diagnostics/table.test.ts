import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../src/base/diagnostics/diagnostic.ts'
import { problemTable } from '../../../src/base/diagnostics/table.ts'

const folder = join(import.meta.dirname, '../../../src/base/diagnostics')
const sources = join(import.meta.dirname, '../../../src')
const told: ReadonlySet<string> = new Set(
  readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => readFileSync(join(sources, name), 'utf8').match(/\w+Problems\.\w+/g) ?? []),
)
const codeText = /'(PIPE\d+)'/g

const problems: readonly (readonly [string, Problem<never>])[] = Object.values(problemTable).flatMap((area) =>
  Object.entries<Problem<never>>(area),
)

describe('the table of problems', () => {
  it('has each code once', () => {
    const codes = problems.map(([, { code }]) => code)
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
  })

  it.each(problems)('%s has a code of the one form', (_, { code, severity }) => {
    expect(code).toMatch(/^PIPE[1-9]\d{3}$/)
    expect(['error', 'warning']).toContain(severity)
  })
})

describe.each(readdirSync(folder).filter((file) => file.endsWith('-problems.ts')))('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8')
  const codes = Array.from(text.matchAll(codeText), ([, code]) => code ?? '')

  it('keeps to the range that it names', () => {
    const [, first, last] = /Codes PIPE(\d{4}) to PIPE(\d{4})/.exec(text.replace(/\s+\*?\s*/g, ' ')) ?? []
    expect(first, 'a doc comment says "Codes PIPE… to PIPE…"').toBeDefined()
    const outside = codes.filter(
      (code) => Number(code.slice(4)) < Number(first) || Number(code.slice(4)) > Number(last),
    )
    expect(outside).toEqual([])
  })

  it('has nothing that nobody tells', () => {
    const table = /export const (\w+Problems)/.exec(text)?.[1]
    const keys = Array.from(text.matchAll(/^ {2}(\w+): problem/gm), ([, key]) => key ?? '')
    expect(keys.filter((key) => !told.has(`${table}.${key}`))).toEqual([])
  })

  it('is in the table', () => {
    const known = new Set(problems.map(([, { code }]) => code))
    expect(codes.filter((code) => !known.has(code))).toEqual([])
  })
})

it('has no two areas with one range', () => {
  const ranges = readdirSync(folder)
    .filter((file) => file.endsWith('-problems.ts'))
    .map((file) => /Codes PIPE(\d{4}) to/.exec(readFileSync(join(folder, file), 'utf8'))?.[1])
  expect(ranges.filter((range, index) => ranges.indexOf(range) !== index)).toEqual([])
})

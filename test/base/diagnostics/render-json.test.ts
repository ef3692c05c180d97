import { expect, it } from 'vitest'
import type { Diagnostic } from '../../../src/base/diagnostics/diagnostic.ts'
import { renderJson } from '../../../src/base/diagnostics/render-json.ts'
import { SourceText } from '../../../src/base/source.ts'

const source = new SourceText('a.pipe', 'let b = 1\nlet b = 2\n')
const location = { file: 'a.pipe', start: 14, end: 15 }
const place = {
  file: 'a.pipe',
  start: { offset: 14, line: 2, column: 5 },
  end: { offset: 15, line: 2, column: 6 },
}

it('gives every member, with lines and columns', () => {
  const diagnostic: Diagnostic = {
    code: 'PIPE2002',
    severity: 'error',
    message: 'Twice.',
    hint: 'Once.',
    location,
    related: [{ message: 'First.', location: { file: 'a.pipe', start: 4, end: 5 } }],
    fix: { title: 'Write `c`', edits: [{ location, text: 'c' }] },
  }
  expect(JSON.parse(renderJson([diagnostic], new Map([['a.pipe', source]])))).toEqual({
    errors: 1,
    warnings: 0,
    diagnostics: [
      {
        code: 'PIPE2002',
        severity: 'error',
        message: 'Twice.',
        hint: 'Once.',
        location: place,
        related: [
          {
            message: 'First.',
            location: {
              file: 'a.pipe',
              start: { offset: 4, line: 1, column: 5 },
              end: { offset: 5, line: 1, column: 6 },
            },
          },
        ],
        fix: { title: 'Write `c`', edits: [{ location: place, text: 'c' }] },
      },
    ],
  })
})

it('gives offsets where the text is not known, and no place where there is none', () => {
  const warning: Diagnostic = { code: 'PIPE6001', severity: 'warning', message: 'Damaged.' }
  const error: Diagnostic = { code: 'PIPE4001', severity: 'error', message: 'Gone.', location }
  expect(JSON.parse(renderJson([warning, error], new Map()))).toEqual({
    errors: 1,
    warnings: 1,
    diagnostics: [
      { code: 'PIPE6001', severity: 'warning', message: 'Damaged.', related: [] },
      {
        code: 'PIPE4001',
        severity: 'error',
        message: 'Gone.',
        location: { file: 'a.pipe', start: { offset: 14 }, end: { offset: 15 } },
        related: [],
      },
    ],
  })
})

it('is an empty report for nothing', () => {
  expect(JSON.parse(renderJson([], new Map()))).toEqual({ errors: 0, warnings: 0, diagnostics: [] })
})

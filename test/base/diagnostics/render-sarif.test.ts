import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../src/base/diagnostics/diagnostic.ts'
import { renderSarif } from '../../../src/base/diagnostics/render-sarif.ts'
import { SourceText } from '../../../src/base/source.ts'

const source = new SourceText('a b#.pipe', 'let b = 1\nlet b = 2\n')
const location = { file: 'a b#.pipe', start: 14, end: 15 }
const region = { startLine: 2, startColumn: 5, endLine: 2, endColumn: 6, charOffset: 14, charLength: 1 }

const error: Diagnostic = {
  code: 'PIPE2001',
  severity: 'error',
  message: 'Nothing here is called `b`.',
  hint: 'Did you mean `a`?',
  location,
  related: [{ message: 'First.', location: { file: 'other\\c.pipe', start: 4, end: 5 } }],
  fix: { title: 'Write `a`', edits: [{ location, text: 'a' }] },
}
const warning: Diagnostic = { code: 'PIPE1001', severity: 'warning', message: 'Odd.' }
const log = JSON.parse(renderSarif([error, warning, error], new Map([['a b#.pipe', source]])))
const [run] = log.runs

// The output was also checked against the schema of OASIS (sarif-schema-2.1.0.json, errata 01).
describe('SARIF', () => {
  it('is of version 2.1.0, with one run of `pipe`', () => {
    expect(log.version).toBe('2.1.0')
    expect(log.runs).toHaveLength(1)
    expect(run.tool.driver.name).toBe('pipe')
    expect(run.columnKind).toBe('utf16CodeUnits')
  })

  it('has a rule for each code that occurs, and results that point to theirs', () => {
    expect(run.tool.driver.rules).toEqual([
      { id: 'PIPE1001', name: 'UnexpectedToken', defaultConfiguration: { level: 'error' } },
      { id: 'PIPE2001', name: 'UnknownName', defaultConfiguration: { level: 'error' } },
    ])
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId)
  })

  it('says level, words, place, related places and fix', () => {
    const artifactLocation = { uri: 'a%20b%23.pipe' }
    expect(run.results[0]).toEqual({
      ruleId: 'PIPE2001',
      ruleIndex: 1,
      level: 'error',
      message: { text: 'Nothing here is called `b`. Did you mean `a`?' },
      locations: [{ physicalLocation: { artifactLocation, region } }],
      relatedLocations: [
        {
          id: 0,
          message: { text: 'First.' },
          physicalLocation: {
            artifactLocation: { uri: 'other/c.pipe' },
            region: { charOffset: 4, charLength: 1 },
          },
        },
      ],
      fixes: [
        {
          description: { text: 'Write `a`' },
          artifactChanges: [
            { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: 'a' } }] },
          ],
        },
      ],
    })
  })

  it('leaves out the place of what has none', () => {
    expect(run.results[1]).toEqual({
      ruleId: 'PIPE1001',
      ruleIndex: 0,
      level: 'warning',
      message: { text: 'Odd.' },
    })
  })

  it('writes absolute paths as file URIs', () => {
    const uriOf = (file: string) => {
      const text = renderSarif([{ ...warning, location: { file, start: 0, end: 0 } }], new Map())
      return JSON.parse(text).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri
    }
    expect(uriOf('/tmp/a.pipe')).toBe('file:///tmp/a.pipe')
    expect(uriOf('C:\\work\\a.pipe')).toBe('file:///C:/work/a.pipe')
    expect(uriOf('<stdlib>/data.pipe')).toBe('%3Cstdlib%3E/data.pipe')
  })

  it('is a run without results for nothing', () => {
    expect(JSON.parse(renderSarif([], new Map())).runs[0].results).toEqual([])
  })
})

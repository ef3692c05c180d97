import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../src/base/display-width.ts'
import type { Program } from '../../src/ir/program.ts'
import { drawingOf } from '../../src/pictures/picture.ts'
import { lineText } from '../../src/reporters/text/styled-line.ts'
import { arbitraryProgram, blank, programOf } from './arbitrary-program.ts'

const lines = (program: Program, columns: number) => drawingOf(program, columns, { expand: [] }).map(lineText)

/** `fit` and `judge` for each number, from one source and into one choice. */
function branches(count: number): Program {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const after = (...nodes: readonly string[]) => nodes.map((node) => ({ node, kind: 'data' as const }))
  return programOf([
    blank('data', 'data', 'dataset'),
    ...numbers.flatMap((number) => [
      { ...blank(`fit-${number}`, `fit_${number}`, 'train'), dependencies: after('data') },
      {
        ...blank(`judge-${number}`, `judge_${number}`, 'evaluate'),
        dependencies: after('data', `fit-${number}`),
      },
    ]),
    {
      ...blank('best', 'best', 'score'),
      dependencies: after(...numbers.map((number) => `judge-${number}`)),
    },
  ])
}

describe('a drawing in characters', () => {
  test.each([40, 80, 200])('is no wider than %d columns, and has no control character', (columns) => {
    fc.assert(
      fc.property(arbitraryProgram(30), (program) => {
        for (const line of lines(program, columns)) {
          expect(displayWidth(line)).toBeLessThanOrEqual(columns)
          expect(line).not.toMatch(/\p{Control}/u)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('has an arrow for each pair of boxes that are linked and a box for each node', () => {
    fc.assert(
      fc.property(arbitraryProgram(10), (program) => {
        const text = lines(program, 400).join('\n')
        for (const { name } of program.nodes) expect(text).toContain(name.slice(0, 20))
        expect(text.match(/╭─+[▼▽─]*╮|╭[─▼▽]+╮/g)?.length ?? 0).toBeGreaterThanOrEqual(program.nodes.length)
      }),
      { numRuns: 60 },
    )
  })

  test('128 equal branches are one, and it says so', () => {
    const text = lines(branches(128), 80).join('\n')
    expect(text).toContain('fit_*  ×128')
    expect(text).toContain('judge_*  ×128')
    expect(text).toContain('258 nodes drawn as 4 boxes')
  })

  test('what is asked to be whole is not folded', () => {
    const whole = drawingOf(branches(30), 80, { expand: 'all' }).map(lineText).join('\n')
    for (let number = 0; number < 30; number++) expect(whole).toContain(`judge_${number} `)
  })

  test('an empty program is its title', () => {
    expect(lines(programOf([]), 80).join('\n').trim()).toBe('drawn')
  })
})

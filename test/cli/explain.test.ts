import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explainWord } from '../../src/cli/explain/explain-word.ts'
import { renderPage } from '../../src/cli/page-text.ts'
import { functionWords, typeWords } from '../../src/cli/reference/words.ts'
import { functionTypes } from '../../src/compiler/elaborate/function-types.ts'
import { Library } from '../../src/compiler/signatures/library.ts'
import { userTypes } from '../../src/compiler/signatures/type-words.ts'
import { libraryFiles } from '../compiler/memory-host.ts'
import { folder, pipe, root } from './pipe.ts'

const library = new Library(libraryFiles)
const markdownOf = (topic: string) => explainWord(library, topic).map(({ markdown }) => markdown)

describe('words', () => {
  it('of types and functions are all explained', () => {
    expect(Object.keys(typeWords).sort()).toEqual([...userTypes.keys()].sort())
    expect(Object.keys(functionWords).sort()).toEqual([...Object.keys(functionTypes), 'first_ok'].sort())
  })

  it('of the library are explained by what it says of them', () => {
    expect(markdownOf('adam')).toEqual([expect.stringContaining('`lr: float in 1e-12..10 = 1e-3`')])
    expect(markdownOf('train.optimizer')[0]).toMatch(/Default: `adam\(\)`[\s\S]*One of: .*`sgd\(…\)`/)
    expect(markdownOf('step.timeout')).toEqual([expect.stringContaining('optional(duration)')])
    expect(markdownOf('mae')).toHaveLength(2)
  })

  it('of other sorts are explained too', () => {
    expect(markdownOf('duration')[0]).toMatch(/^# duration \(type\)/)
    expect(markdownOf('GiB')[0]).toContain('1,073,741,824 bytes')
    expect(markdownOf('param')[0]).toContain('PIPE_PARAM_NAME')
    expect(markdownOf('pow')[0]).toContain('pow(base, exponent)')
    expect(markdownOf('list')[0]).toMatch(/^# list \(type\)/)
  })
})

describe('a page in the terminal', () => {
  const page =
    '# A title\n\nOne `name with spaces` and *more* of [it](there.md).\n\n- first\n- second\n\n```sh\nls\n```\n'

  it('is plain text without colours', () => {
    const text = renderPage(page, { color: false, width: 80 })
    expect(text).toBe(
      'A title\n\n  One `name with spaces` and more of it.\n\n  - first\n  - second\n\n  $ ls\n',
    )
  })

  it('never cuts a name, and keeps to the width otherwise', () => {
    const text = renderPage(page, { color: false, width: 24 })
    expect(text).toContain('`name with spaces`')
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(24)
  })
})

describe('pipe explain', () => {
  it('prints the page of a code with what the checker says', () => {
    const { stdout, status } = pipe(folder(), ['explain', 'pipe2001'])
    expect(status).toBe(0)
    expect(stdout).toContain('An unknown name')
    expect(stdout).toContain('Did you mean `learning_rate`?')
  })

  it('gives the page as JSON', () => {
    const { stdout } = pipe(folder(), ['explain', 'PIPE5001', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      code: 'PIPE5001',
      severity: 'error',
      title: 'A command failed',
    })
  })

  it('offers the nearest code and the nearest word', () => {
    expect(pipe(folder(), ['explain', 'PIPE2099']).stderr).toMatch(/Did you mean `PIPE2\d{3}`/)
    const { stderr, status } = pipe(folder(), ['explain', 'trian'])
    expect(stderr).toContain('Did you mean `train`?')
    expect(status).toBe(2)
  })

  it('has its pages in the bundle', () => {
    const page = 'problems/PIPE2001.md'
    expect(readFileSync(join(root, 'dist/docs', page), 'utf8')).toBe(
      readFileSync(join(root, 'docs', page), 'utf8'),
    )
  })
})

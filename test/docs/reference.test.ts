import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generateReference } from '../../src/cli/reference/generate.ts'
import { compile } from '../../src/compiler/compile.ts'
import { nodeHost } from '../../src/compiler/node-host.ts'

const root = join(import.meta.dirname, '../..')
const pages = generateReference(root)

describe('the reference', () => {
  it('is current: `node scripts/reference.mjs` writes it', () => {
    const folder = join(root, 'docs/reference')
    const written = new Map(
      readdirSync(folder).map((name) => [name.slice(0, -3), readFileSync(join(folder, name), 'utf8')]),
    )
    expect([...written.keys()].sort()).toEqual([...pages.keys()].sort())
    for (const [name, text] of pages) expect(written.get(name), name).toBe(text)
  })

  it('has an example of every kind and component', () => {
    const sections = [...pages].flatMap(([, text]) => text.split(/^(?=#{2,3} `)/m).slice(1))
    const lacking = sections
      .filter((section) => section.includes('\nIt takes') && !section.includes('```pipe'))
      .map((section) => section.split('\n')[0])
    expect(lacking).toEqual([])
  })
})

const examples = readdirSync(join(root, 'docs/reference-examples')).filter((name) => name.endsWith('.pipe'))

describe('the examples', () => {
  it.each(examples)('%s checks', (name) => {
    const { diagnostics } = compile(nodeHost(), join(root, 'docs/reference-examples', name))
    expect(diagnostics.map(({ message }) => message)).toEqual([])
  })
})

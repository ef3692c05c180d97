import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pictureOf } from '../../src/pictures/picture.ts'
import { arbitraryProgram } from './arbitrary-program.ts'
import { programAt, runOf } from './program-file.ts'

const options = { theme: 'auto', direction: 'down', expand: [] } as const

// Graphviz comes with .ci/run; Mermaid, which weighs 150 MB, is put aside by it and named in PIPE_MERMAID.
const graphviz = spawnSync('dot', ['-V']).status === 0
const mermaidFolder = process.env.PIPE_MERMAID
if (process.env.PIPE_REQUIRE_TOOLS === '1' && !graphviz)
  throw new Error('PIPE_REQUIRE_TOOLS is set and dot is not there')
if (!graphviz) console.warn('dot is not there: Graphviz does not read our DOT')
if (!mermaidFolder) console.warn('PIPE_MERMAID is not set: Mermaid does not read our flowcharts')

describe.runIf(graphviz)('Graphviz', () => {
  test('reads every node, edge and cluster of any program', () => {
    fc.assert(
      fc.property(arbitraryProgram(15), (program) => {
        const input = pictureOf(program, 'dot', { ...options, run: runOf(program) })
        const { status, stdout, stderr } = spawnSync('dot', ['-Tjson0'], { input, encoding: 'utf8' })
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
        const { objects = [], edges = [] } = JSON.parse(stdout) as {
          objects?: readonly { readonly name: string; readonly nodes?: unknown }[]
          edges?: readonly unknown[]
        }
        const names = objects.map(({ name }) => name).filter((name) => !name.startsWith('cluster '))
        expect(names.sort()).toEqual(program.nodes.map(({ id }) => id).sort())
        expect(edges.length).toBe((input.match(/ -> /g) ?? []).length)
      }),
      { numRuns: 15 },
    )
  })
})

describe.runIf(mermaidFolder)('Mermaid', () => {
  test('reads the flowchart of any program', async () => {
    // Mermaid cleans labels with DOMPurify, which wants a browser; its grammar, which is meant here, does not.
    const document = { nodeType: 9, implementation: {}, createElement: () => ({}) }
    Object.assign(globalThis, { window: { document, Element: class {} } })
    const entry = join(mermaidFolder ?? '', 'node_modules/mermaid/dist/mermaid.core.mjs')
    const { default: mermaid } = await import(pathToFileURL(entry).href)
    await expect(mermaid.parse('flowchart TD\n a[[ -->')).rejects.toThrow()
    const example = programAt('test/pictures/programs/moons.pipe')
    for (const direction of ['down', 'right'] as const)
      await mermaid.parse(pictureOf(example, 'mermaid', { ...options, direction, run: runOf(example) }))
    await fc.assert(
      fc.asyncProperty(arbitraryProgram(15), async (program) => {
        const { diagramType } = await mermaid.parse(pictureOf(program, 'mermaid', options))
        expect(diagramType).toBe('flowchart-v2')
      }),
      { numRuns: 40 },
    )
  })
})

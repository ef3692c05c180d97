import fc from 'fast-check'
import { nodeId } from '../../src/ir/node-id.ts'
import type { Dependency, Node, NodeKind, Program } from '../../src/ir/program.ts'

const kinds: readonly NodeKind[] = [
  'dataset',
  'train',
  'evaluate',
  'score',
  'step',
  'register',
  'deploy',
  'notify',
]
const links: readonly Dependency['kind'][] = ['data', 'data', 'order', 'alternative']
const dataset = { type: 'artifact', artifact: 'Dataset' } as const

interface Draft {
  readonly path: readonly string[]
  readonly kind: NodeKind
  readonly doc: string
  readonly before: readonly (readonly [distance: number, kind: Dependency['kind']])[]
}

const name = fc.constantFrom('a', 'fit', 'long_name_of_a_step', 'x1', 'end', 'judged')
const hostile = fc.constantFrom(
  '',
  'a "quoted" <b>&amp; text',
  ']]></style><script>alert(1)</script>',
  'line one\nline two \\n \\ end"',
  'ctrl \u0000\u0007\u001b[31m \ud800 \ufffe \u202e evil',
  '%%{init: {}}%% ```mermaid',
  '漢字 🐧 é',
)

const draft: fc.Arbitrary<Draft> = fc.record({
  path: fc.array(name, { maxLength: 2 }),
  kind: fc.constantFrom(...kinds),
  doc: hostile,
  before: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...links)), { maxLength: 3 }),
})

/** A program of any shape: components in components, datasets with parts, sweeps whose cones may cross, hostile words. */
export function arbitraryProgram(most: number): fc.Arbitrary<Program> {
  return fc
    .tuple(
      fc.array(draft, { maxLength: most }),
      fc.array(fc.tuple(fc.nat(most), fc.nat(most)), { maxLength: 3 }),
      hostile,
    )
    .map(([drafts, cones, doc]) => {
      const nodes = drafts.map((one, index) => nodeOf(one, index, drafts))
      const sweeps = cones.flatMap(([from, length], index) => {
        const cone = nodes.slice(from, from + length + 1).map(({ id }) => id)
        return cone.length > 0 ? [sweepOver(cone, index)] : []
      })
      return programOf([...nodes, ...sweeps], doc)
    })
}

/** A program of these nodes, for pictures that no text makes fast enough. */
export function programOf(nodes: readonly Node[], doc = ''): Program {
  return {
    format: 'pipewright-ir',
    version: 1,
    pipeline: { name: 'drawn', edition: '2026', seed: { op: 'value', value: 1 }, doc },
    params: [],
    secrets: [],
    executors: [],
    triggers: [],
    targets: [],
    nodes,
    locations: {},
  }
}

function pathOf({ path }: Draft, index: number): readonly string[] {
  return [...path, `n_${index}`]
}

function nodeOf(own: Draft, index: number, all: readonly Draft[]): Node {
  const before = new Map<string, Dependency['kind']>()
  for (const [distance, kind] of own.before) {
    const other = all[index - distance]
    if (other) before.set(nodeId(pathOf(other, index - distance)), kind)
  }
  const split = own.kind === 'dataset' && index % 2 === 0
  return {
    ...blank(nodeId(pathOf(own, index)), pathOf(own, index).join('/'), own.kind),
    doc: own.doc,
    config: {
      run: { op: 'value', value: own.doc },
      ...Object.fromEntries(
        [...before.keys()].map((node, at) => [
          `field_${at}`,
          { op: 'output', node, path: [['train', 'val', 'test', 'model'][at % 4] ?? 'model'] } as const,
        ]),
      ),
    },
    outputs: split ? { train: dataset, val: dataset, test: dataset } : { model: dataset },
    dependencies: [...before].map(([node, kind]) => ({ node, kind })),
  }
}

function sweepOver(cone: readonly string[], index: number): Node {
  const objective = { op: 'output', node: cone.at(-1) ?? '', path: ['accuracy'] } as const
  return {
    ...blank(`search-${index}`, `search_${index}`, 'sweep'),
    config: { cone: { op: 'value', value: cone }, maximize: objective },
  }
}

/** A node with nothing in it. */
export function blank(id: string, label: string, kind: NodeKind): Node {
  return {
    id,
    name: label,
    kind,
    version: 1,
    folder: '',
    config: {},
    outputs: {},
    dependencies: [],
    policy: { cache: true, onDemand: false },
  }
}

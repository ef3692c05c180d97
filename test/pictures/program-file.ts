import { join } from 'node:path'
import { compile } from '../../src/compiler/compile.ts'
import { nodeHost } from '../../src/compiler/node-host.ts'
import type { Program } from '../../src/ir/program.ts'
import type { RunFacts } from '../../src/pictures/graph.ts'

export const root = join(import.meta.dirname, '../..')

/** A program of the repository, checked as `pipe` checks it. */
export function programAt(path: string): Program {
  const { program, diagnostics } = compile(nodeHost(), join(root, path))
  if (!program) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
  return program
}

const statuses = ['succeeded', 'cached', 'failed', 'skipped'] as const

/** A run in which every status is met, with trials that are counted with their node. */
export function runOf(program: Program): RunFacts {
  const nodes = program.nodes.map(({ id }, index) => ({
    node: id,
    status: statuses[index % statuses.length] ?? 'succeeded',
    duration: 7 ** (index % 7),
  }))
  const [first] = program.nodes
  const trials = [1, 2, 3].map((trial) => ({
    node: `${first?.id}--t${String(trial).padStart(12, '0')}`,
    status: 'succeeded' as const,
    duration: 250,
  }))
  return {
    id: '20261121-093512-k7f2',
    status: 'failure',
    duration: 83_211,
    nodes: [...nodes, ...trials],
  }
}

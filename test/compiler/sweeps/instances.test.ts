import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expand } from '../../../src/ir/instances.ts'
import type { Node } from '../../../src/ir/program.ts'
import { compileText } from '../harness.ts'
import { type GeneratedProgram, generatedProgram, pointsOf, textOf } from './generated-program.ts'
import { type Expanded, interpret } from './naive-interpreter.ts'

/** Expands every sweep of a compiled program, and every sweep that an expansion brings. */
function expandAll(
  program: GeneratedProgram,
  nodes: ReadonlyMap<string, Node>,
): ReadonlyMap<string, Expanded> {
  const found = new Map<string, Expanded>()
  const waiting = program.nodes.flatMap(({ name, over }) => (over ? [{ sweep: name, outer: {} }] : []))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const sweep = program.nodes.find(({ name }) => name === next?.sweep)
    const { instances } = expand(nodes, next.sweep, sweep ? pointsOf(sweep) : [], next.outer)
    for (const { id, node, point, dependencies } of instances.values()) {
      const edges = dependencies.map((dependency) => dependency.node).sort()
      const isNew = !found.has(id)
      found.set(id, { node, point: point as Expanded['point'], edges })
      if (isNew && nodes.get(node)?.kind === 'sweep') waiting.push({ sweep: node, outer: point })
    }
  }
  return found
}

describe('the instances of sweeps', () => {
  it('are those of an interpreter that expands everything: the same ids, points and edges', () => {
    let nested = 0
    fc.assert(
      fc.property(generatedProgram, (generated) => {
        const text = textOf(generated)
        const { program, diagnostics } = compileText(text)
        const errors = diagnostics.filter(({ severity }) => severity === 'error')
        expect(
          errors.map(({ message }) => message),
          text,
        ).toEqual([])
        const nodes = new Map((program?.nodes ?? []).map((node) => [node.id, node]))
        const expected = interpret(generated)
        if ([...expected.values()].some(({ node }) => node.startsWith('w'))) nested++
        expect(sorted(expandAll(generated, nodes)), text).toEqual(sorted(expected))
      }),
      { numRuns: 60 },
    )
    expect(nested).toBeGreaterThan(5)
  })
})

function sorted(instances: ReadonlyMap<string, Expanded>): readonly unknown[] {
  return [...instances].sort(([a], [b]) => (a < b ? -1 : 1))
}

import type { Expression } from '../../ir/expression.ts'
import { nodeId } from '../../ir/node-id.ts'
import type { Node } from '../../ir/program.ts'

/**
 * An experiment is two nodes: one that sends people to the arms, and one that concludes when there are enough of them.
 * Days may lie between the two, which no engine's job waits for. The second bears the name's id and its outputs.
 */
export function experimentNodes(whole: Node, path: readonly string[]): readonly Node[] {
  const start = nodeId([...path, 'start'])
  const part = (name: string): Expression => ({ op: 'value', value: name })
  return [
    { ...whole, id: start, config: { ...whole.config, part: part('start') }, outputs: {} },
    {
      ...whole,
      config: { ...whole.config, part: part('conclude') },
      dependencies: [...whole.dependencies, { node: start, kind: 'order' as const }].sort((a, b) =>
        a.node < b.node ? -1 : 1,
      ),
    },
  ]
}

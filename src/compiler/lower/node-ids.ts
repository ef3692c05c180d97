import { nodeId } from '../../ir/node-id.ts'
import { type Declared, isNodeKind } from '../bind/declared.ts'
import type { Context } from '../elaborate/context.ts'

/** The ids of the nodes that a name stands for: of a use of a component, all that are inside. */
export function nodeIds(context: Context, declared: Declared): readonly string[] {
  if (declared.kind !== 'use') return [nodeId(declared.path)]
  const inside = context.elaborated(declared)?.use?.inside ?? []
  return inside.flatMap((inner) =>
    isNodeKind(inner.kind) || inner.kind === 'use' ? nodeIds(context, inner) : [],
  )
}

import type { CodeLens } from 'vscode-languageserver'
import { isNodeKind } from '../../compiler/bind/declared.ts'
import { rangeOf } from '../places.ts'
import { declarationsBySyntax } from '../symbols/denoted.ts'
import type { View } from '../workspace.ts'

/** The commands that a client offers above a program and its nodes; it runs `pipe` itself. */
export const lensCommands = {
  run: 'pipewright.run',
  plan: 'pipewright.plan',
  graph: 'pipewright.graph',
} as const

/** Run, plan and graph above a program's head, and run above each node. */
export function codeLenses({ document, module, look }: View): readonly CodeLens[] {
  const { uri } = document
  const declared = declarationsBySyntax(look)
  const nodes = module.items.filter((item) => {
    const kind = item.kind === 'declaration' ? declared.get(item)?.kind : undefined
    return kind !== undefined && isNodeKind(kind)
  })
  const [first] = nodes
  if (!first) return []
  const head =
    module.items.find((item) => item.kind === 'declaration' && item.head.text === 'pipeline') ?? first
  const top = rangeOf(document, { start: head.start, end: head.start })
  const whole = [
    { title: 'Run', command: lensCommands.run },
    { title: 'Plan', command: lensCommands.plan },
    { title: 'Show graph', command: lensCommands.graph },
  ].map((command) => ({ range: top, command: { ...command, arguments: [uri] } }))
  return [
    ...whole,
    ...nodes.flatMap((node) => {
      if (node.kind !== 'declaration') return []
      const range = rangeOf(document, node.name)
      const { text } = node.name
      return [{ range, command: { title: `Run ${text}`, command: lensCommands.run, arguments: [uri, text] } }]
    }),
  ]
}

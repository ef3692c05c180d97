import type { Module, Node } from '../../src/parser/ast.ts'

/** Members that the text shows in another way, or not at all. */
const hidden: ReadonlySet<string> = new Set(['kind', 'start', 'end', 'comments', 'file', 'doc'])

/**
 * A tree as indented words, one node a line where it has parts, with its doc and its place as `line:column-line:column`
 * left to the property that spans nest: goldens stay readable.
 */
export function treeText(module: Module): string {
  return `${module.items.map((item) => nodeText(item, '')).join('\n')}\n`
}

function nodeText(node: Node, indent: string): string {
  const words: string[] = [node.kind]
  const parts: string[] = []
  for (const [key, value] of Object.entries(node)) {
    if (hidden.has(key)) continue
    if (isNode(value)) parts.push(`${indent}  ${key}: ${nodeText(value, `${indent}  `)}`)
    else if (Array.isArray(value)) {
      for (const child of value) parts.push(`${indent}  - ${nodeText(child, `${indent}  `)}`)
    } else if (value !== false || node.kind === 'boolean') words.push(valueText(key, value))
  }
  if ('doc' in node && node.doc !== undefined) words.push(`doc=${JSON.stringify(node.doc)}`)
  return [words.join(' '), ...parts].join('\n')
}

function valueText(key: string, value: unknown): string {
  return value === true && key === 'multiline' ? key : JSON.stringify(value)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value
}

/** The tree without positions, comments and file: what printing must keep. */
export function withoutPositions(module: Module): unknown {
  return JSON.parse(
    JSON.stringify(module.items, (key, value) => (key === 'start' || key === 'end' ? undefined : value)),
  )
}

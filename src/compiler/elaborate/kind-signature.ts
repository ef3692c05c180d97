import type { Item } from '../../parser/ast.ts'
import { type Declared, isNodeKind } from '../bind/declared.ts'
import type { Library } from '../signatures/library.ts'
import type { Signature } from '../signatures/signature.ts'

const commandKind: ReadonlySet<string> = new Set(['command_kind'])
const target: ReadonlySet<string> = new Set(['target'])

/**
 * What the library says of a declaration with a body: a `train` or `evaluate` that runs a command has other fields
 * than the built-in one, and the fields of a `target` are those of the engine that it names. `undefined`: no such engine.
 */
export function kindSignature(library: Library, { kind, name, syntax }: Declared): Signature | undefined {
  if (kind === 'target') return library.find(name, target)
  const own = (syntax.body?.items ?? []).some(isRun) ? library.find(kind, commandKind) : undefined
  return own ?? library.required(kind, isNodeKind(kind) ? 'kind' : 'settings')
}

/** The engines that a `target` may name. */
export function targetNames(library: Library): readonly string[] {
  return library.all().flatMap((signature) => (signature.is === 'target' ? [signature.name] : []))
}

function isRun(item: Item): boolean {
  return item.kind === 'entry' && item.key.kind === 'identifier' && item.key.text === 'run'
}

import { type Declared, isNodeKind } from '../../compiler/bind/declared.ts'
import type { Look } from '../../compiler/editor/look.ts'
import { categoriesOf } from '../../compiler/elaborate/calls.ts'
import { kindSignature } from '../../compiler/elaborate/kind-signature.ts'
import type { Library } from '../../compiler/signatures/library.ts'
import type { Field, Signature } from '../../compiler/signatures/signature.ts'
import type { Type } from '../../ir/type.ts'

/** The library of a program that was looked at; absent when it can't be read. */
export function libraryOf(look: Look): Library | undefined {
  return look.checked?.context.library
}

/** What the library says of a declaration's body: its kind, and for a node what every node takes. */
export function bodySignatures(look: Look, declared: Declared): readonly Signature[] {
  const library = libraryOf(look)
  if (!library) return []
  const own = look.checked?.elaborated.get(declared)?.signature ?? kindSignature(library, declared)
  const common = isNodeKind(declared.kind) ? library.find('node', new Set(['fields'])) : undefined
  return [own, common].filter((signature) => signature !== undefined)
}

/** A field of a body, with the signature that has it. */
export function fieldOfBody(
  look: Look,
  declared: Declared,
  name: string,
): { readonly signature: Signature; readonly field: Field } | undefined {
  for (const signature of bodySignatures(look, declared)) {
    const field = signature.fields.get(name)
    if (field) return { signature, field }
  }
  return undefined
}

/** Categories that no expression can name. */
const unnamed: ReadonlySet<string> = new Set([
  'kind',
  'command_kind',
  'settings',
  'fields',
  'scope',
  'target',
])

/** The components that a call of this name may mean where this type is wanted. */
export function componentsNamed(
  library: Library,
  name: string,
  expected: Type | undefined,
): readonly Signature[] {
  const wanted = expected && library.find(name, categoriesOf(expected))
  return wanted ? [wanted] : library.named(name).filter(({ is }) => !unnamed.has(is))
}

/** Every component that an expression can name. */
export function nameableComponents(library: Library): readonly Signature[] {
  return library.all().filter(({ is }) => !unnamed.has(is))
}

/** What the library says of a kind, or of a setting such as `pipeline`. */
export function signatureOfKind(library: Library, kind: string): Signature | undefined {
  return library.find(kind, new Set(['kind', 'settings']))
}

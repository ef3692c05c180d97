import { type Declared, isNodeKind, type Names, settingsKinds } from '../../compiler/bind/declared.ts'
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
  const own = ownSignature(look, library, declared)
  const isNode = isNodeKind(declared.kind) || (declared.kind === 'use' && own?.is === 'node')
  const common = isNode ? library.find('node', new Set(['fields'])) : undefined
  return [own, common].filter((signature) => signature !== undefined)
}

const settings: ReadonlySet<string> = new Set(settingsKinds)

function ownSignature(look: Look, library: Library, declared: Declared): Signature | undefined {
  const { kind, home, syntax } = declared
  if (kind === 'use') return componentSignature(look, home.names.component(syntax.head.text))
  return isNodeKind(kind) || settings.has(kind) ? kindSignature(library, declared) : undefined
}

/** What a component of the user's takes and makes, with the text that its defaults are written in. */
export function componentSignature(look: Look, declared: Declared | undefined): Signature | undefined {
  const user = declared && look.checked?.context.component(declared)
  return user && { ...user.signature, text: look.sources.get(declared.file)?.text ?? '' }
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
  look: Look,
  names: Names | undefined,
  name: string,
  expected: Type | undefined,
): readonly Signature[] {
  const own = componentSignature(look, names?.component(name))
  if (own) return [own]
  const library = libraryOf(look)
  if (!library) return []
  const wanted = expected && library.find(name, categoriesOf(expected))
  return wanted ? [wanted] : library.named(name).filter(({ is }) => !unnamed.has(is))
}

/** Every component that an expression can name, the user's own first. */
export function nameableComponents(look: Look, names: Names | undefined): readonly Signature[] {
  const own = [...(names?.components() ?? [])].flatMap((name) => {
    const signature = componentSignature(look, names?.component(name))
    return signature ? [{ ...signature, name }] : []
  })
  const taken = new Set(own.map(({ name }) => name))
  const library = libraryOf(look)?.all() ?? []
  return [...own, ...library.filter(({ is, name }) => !unnamed.has(is) && !taken.has(name))]
}

/** What the library says of a kind, or of a setting such as `pipeline`. */
export function signatureOfKind(library: Library, kind: string): Signature | undefined {
  return library.find(kind, new Set(['kind', 'settings']))
}

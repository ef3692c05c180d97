import { type Declared, isNodeKind, type Names } from '../../compiler/bind/declared.ts'
import type { Look } from '../../compiler/editor/look.ts'
import type { Scope } from '../../compiler/elaborate/context.ts'
import type { Field, Signature } from '../../compiler/signatures/signature.ts'
import type { Type } from '../../ir/type.ts'
import type { Expression, Identifier, Node } from '../../parser/ast.ts'

/** What a word of a program stands for. */
export type Denoted =
  | { readonly kind: 'declaration'; readonly declared: Declared }
  /** A kind of declaration, as the library describes it. */
  | { readonly kind: 'kind'; readonly signature: Signature }
  | { readonly kind: 'component'; readonly signature: Signature }
  | { readonly kind: 'function'; readonly name: string; readonly usage: string }
  /** A field of a body, or an argument of a call. */
  | { readonly kind: 'field'; readonly signature: Signature; readonly field: Field }
  /** What a node makes, or a part of it: `fit.val.loss`. */
  | {
      readonly kind: 'output'
      readonly node: Declared
      readonly path: readonly string[]
      readonly type: Type | undefined
    }
  /** What a step is given: `inputs.x`. */
  | {
      readonly kind: 'input'
      readonly node: Declared
      readonly name: string
      readonly type: Type | undefined
    }
  /** What only the running node knows: `val.loss`. */
  | { readonly kind: 'ambient'; readonly name: string; readonly type: Type; readonly meaning: string }
  /** What the language itself knows: `seed`, `run.id`, `pi`. */
  | { readonly kind: 'fact'; readonly name: string; readonly type: Type | undefined }
  | { readonly kind: 'type'; readonly name: string }
  /** A field of a record. */
  | { readonly kind: 'member'; readonly name: string; readonly type: Type | undefined }
  | { readonly kind: 'literal'; readonly syntax: Expression }

/** A word, and what it stands for. */
export interface Occurrence {
  readonly word: Node
  readonly denoted: Denoted
}

/** What finding a meaning needs: the program, and where in it we stand, the innermost node first. */
export interface Standing {
  readonly look: Look
  readonly path: readonly Node[]
}

/** What names mean at a place: the scope of the nearest expression around it that was settled. */
export function scopeAt({ look, path }: Standing): Scope | undefined {
  for (const node of path) {
    const settled = look.settled.get(node as Expression)
    if (settled) return settled.scope
  }
  return undefined
}

/** What names mean at a place, also where nothing could be settled. */
export function namesAt(standing: Standing): Names | undefined {
  const home = scopeAt(standing)?.home ?? ownerAt(standing)?.home
  return home?.names ?? namesOfFile(standing)
}

function namesOfFile({ look, path }: Standing): Names | undefined {
  const file = fileAt(path)
  for (const declared of declarationsBySyntax(look).values()) {
    if (declared.file === file && declared.path.length === 1) return declared.home.names
  }
  return undefined
}

/** The file that a path of nodes lies in. */
export function fileAt(path: readonly Node[]): string | undefined {
  const module = path.at(-1)
  return module?.kind === 'module' ? module.file : undefined
}

/** Fields whose keys are params: of a sweep, and of a trigger. */
export const paramKeys: ReadonlySet<string> = new Set(['over', 'fix', 'set'])

/** What a use of a component makes is read like the outputs of a node. */
export function makesOutputs({ kind }: Declared): boolean {
  return isNodeKind(kind) || kind === 'use'
}

/** The declaration of the program around a place. */
export function ownerAt({ look, path }: Standing): Declared | undefined {
  for (const node of path) {
    const declared = node.kind === 'declaration' ? declarationsBySyntax(look).get(node) : undefined
    if (declared) return declared
  }
  return undefined
}

const bySyntax = new WeakMap<Look, ReadonlyMap<Node, Declared>>()

/** The declarations that were settled, by what they are written as; of the uses of a component, the first. */
export function declarationsBySyntax(look: Look): ReadonlyMap<Node, Declared> {
  const known = bySyntax.get(look)
  if (known) return known
  const found = new Map<Node, Declared>()
  const { program } = look.checked?.context ?? {}
  const bound = program
    ? [...program.declarations.values(), ...(program.pipeline ? [program.pipeline] : [])]
    : []
  const components = program ? [...program.components.values()] : []
  for (const declared of [...bound, ...components, ...(look.checked?.elaborated.keys() ?? [])]) {
    if (!found.has(declared.syntax)) found.set(declared.syntax, declared)
  }
  // What stands inside of a component that nothing uses is settled too, to check it.
  for (const { scope } of look.settled.values()) {
    for (const declared of [scope.owner, ...(scope.owner ? argumentsOf(scope) : [])]) {
      if (declared && !found.has(declared.syntax)) found.set(declared.syntax, declared)
    }
  }
  bySyntax.set(look, found)
  return found
}

/** The params of the component that a scope is inside of. */
function argumentsOf({ home, owner }: Scope): readonly Declared[] {
  const own = owner?.home === home && owner.path.length > 1 ? [...home.names.keys()] : []
  return own.flatMap((name) => {
    const found = home.names.get(name)
    return found?.kind === 'argument' ? [found] : []
  })
}

/** The type of a part of something: a field of a record, or of each item of a list. */
export function typeOfPart(type: Type | undefined, path: readonly string[]): Type | undefined {
  let reached = type
  for (const name of path) {
    while (reached?.type === 'list' || reached?.type === 'optional') reached = reached.of
    if (reached?.type === 'map') reached = reached.of
    else if (reached?.type === 'record' && Object.hasOwn(reached.fields, name)) reached = reached.fields[name]
    else return undefined
  }
  return reached
}

/** `a.b.c` as its root and the names behind it, up to a property. */
export function chainTo(
  property: Identifier,
  path: readonly Node[],
): { readonly root: Expression; readonly names: readonly string[] } | undefined {
  const [member] = path
  if (member?.kind !== 'member' || member.property !== property) return undefined
  const names: string[] = []
  let root: Expression = member
  while (root.kind === 'member' || root.kind === 'group') {
    if (root.kind === 'member') names.unshift(root.property.text)
    root = root.kind === 'member' ? root.object : root.inner
  }
  return { root, names }
}

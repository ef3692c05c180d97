import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Declaration } from '../../parser/ast.ts'
import { hasRightForm } from '../bind/bind.ts'
import { type Declared, isKind, isNodeKind, type Kind, nodeKinds, reservedNames } from '../bind/declared.ts'
import { inDependencyOrder, mentionsOf } from '../bind/order.ts'
import type { roles } from './role.ts'
import type { Inner } from './user-component.ts'

/** What may stand inside is decided by the role, and by the names that are given already. */
interface InnerReading {
  readonly role: NonNullable<ReturnType<typeof roles.get>>
  readonly taken: { has(name: string): boolean }
  report(diagnostic: Diagnostic): void
}

/** Nodes that look at the whole program, and so stand at its top. */
const outermost: ReadonlySet<string> = new Set(['sweep', 'compare'])

/** What is declared inside of a component, each after what it mentions. */
export function readInner(
  component: Declared,
  declarations: readonly Declaration[],
  reading: InnerReading,
): readonly Inner[] {
  const { file } = component
  const found = new Map<string, Inner>()
  for (const syntax of declarations) {
    const kind = innerKind(component, syntax, reading)
    const name = syntax.name.text
    const inner = kind && {
      name,
      kind,
      path: [name],
      file,
      syntax,
      location: at(file, syntax.name),
      home: component.home,
    }
    if (!inner || !hasRightForm(inner, reading.report)) continue
    if (reservedNames.has(name)) reading.report(diagnose(nameProblems.reservedName, { name }, inner.location))
    else if (found.has(name) || reading.taken.has(name)) {
      reading.report(diagnose(nameProblems.duplicateName, { name }, inner.location))
    } else found.set(name, { name, kind, syntax })
  }
  const mentioned = (inner: Inner) => mentionsOf(inner).names.flatMap(({ text }) => found.get(text) ?? [])
  return inDependencyOrder(found.values(), mentioned)
}

function innerKind(
  component: Declared,
  { head }: Declaration,
  { role, report }: InnerReading,
): Kind | undefined {
  const { file, home } = component
  const word = head.text
  const kind = home.names.component(word) ? 'use' : word
  const values = ['let', 'model']
  const blocks = role.inner === 'nodes' && (kind === 'use' || kind === 'regulation' || isInnerNode(kind))
  if ((kind === 'use' || isKind(kind)) && (values.includes(kind) || blocks)) return kind
  if (isKind(kind) || kind === 'use' || kind === 'import') {
    const parameters = { what: `A \`${word}\``, hint: role.inner === 'nodes' ? outside(word) : onlyValues }
    report(diagnose(moduleProblems.misplacedInComponent, parameters, at(file, head)))
    return undefined
  }
  const known = [
    'param',
    'output',
    ...values,
    ...(role.inner === 'nodes' ? nodeKinds : []),
    ...home.names.components(),
  ]
  report(diagnose(nameProblems.unknownKind, { name: word, suggestion: closest(word, known) }, at(file, head)))
  return undefined
}

function isInnerNode(kind: string): boolean {
  return isNodeKind(kind) && !outermost.has(kind)
}

const onlyValues = 'Inside of a component that is a value stand `param`, `let` and `model` only.'

function outside(word: string): string {
  if (word === 'secret') return 'Give it as a `param` of type `Secret`.'
  if (word === 'executor')
    return 'Give it as a `param` of type `Executor`, or declare it beside the component.'
  return 'Declare it in the program; inside of a component stand params, outputs, nodes, `let`, `model` and `regulation`.'
}

import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Declaration, Entry, Expression } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'
import { newerEdition } from '../modules/edition.ts'
import type { Field, Output, Signature } from '../signatures/signature.ts'
import { implementationOf } from './implementation.ts'
import { readInner } from './read-inner.ts'
import { readOutput, readParam } from './read-params.ts'
import type { Reading } from './reading.ts'
import { roles } from './role.ts'
import type { UserComponent } from './user-component.ts'

/** The parts of a component's body, sorted by what they are. */
interface Parts {
  readonly entries: ReadonlyMap<string, Entry>
  readonly params: readonly Declaration[]
  readonly outputs: readonly Declaration[]
  readonly inner: readonly Declaration[]
}

/**
 * Reads `component name { is: …, param …, output …, … }` of the user's. Nothing where it can't be used: what is wrong has
 * been said, and what uses it is silent.
 */
export function readComponent(declared: Declared, reading: Reading): UserComponent | undefined {
  const { syntax, file, name } = declared
  const { report, library } = reading
  const skew = newerEdition(syntax, `The component \`${name}\``, file, library)
  if (skew) return void report(skew)
  const parts = partsOf(declared, report)
  const is = roleOf(declared, parts, report)
  const role = is === undefined ? undefined : roles.get(is)
  if (is === undefined || !role) return undefined
  refuseEntries(declared, is, parts, report)
  const fields = paramsOf(parts, file, report)
  const inner = readInner(declared, parts.inner, { role, taken: fields, report })
  const outputs = parts.outputs.flatMap((output) => readOutput(output, is, file, report) ?? [])
  const implementation = implementationOf(declared, parts.entries.get('implementation'), role, reading)
  const signature = signatureOf(declared, is, parts, fields, outputs, implementation)
  const value = parts.entries.get('value')?.value
  const missing = missingPart(is, parts, role.entries)
  if (missing !== undefined && !reading.isDamaged) {
    report(diagnose(moduleProblems.emptyComponent, { name, is, needs: missing }, declared.location))
    return undefined
  }
  if (parts.entries.has('implementation') && implementation === undefined) return undefined
  const asked = is === 'node' ? parts.outputs.filter((output) => output.value) : []
  const own =
    is === 'regulation'
      ? [...inner, { name, kind: 'regulation', syntax: regulationOf(declared, parts) } as const]
      : inner
  const params = new Map(parts.params.map((param) => [param.name.text, param]))
  return { declared, signature, params, inner: own, outputs: asked, ...(value && { value }) }
}

function partsOf({ syntax, file }: Declared, report: Reading['report']): Parts {
  const entries = new Map<string, Entry>()
  const [params, outputs, inner]: [Declaration[], Declaration[], Declaration[]] = [[], [], []]
  for (const item of syntax.body?.items ?? []) {
    if (item.kind === 'import') {
      report(diagnose(nameProblems.misplacedDeclaration, { kind: 'import' }, at(file, item)))
    } else if (item.kind === 'entry') {
      const name = keyOf(item)
      if (entries.has(name)) report(diagnose(nameProblems.duplicateField, { name }, at(file, item.key)))
      else entries.set(name, item)
    } else if (item.head.text === 'param') params.push(item)
    else if (item.head.text === 'output') outputs.push(item)
    else inner.push(item)
  }
  return { entries, params, outputs, inner }
}

function keyOf({ key }: Entry): string {
  return key.kind === 'identifier' ? key.text : key.value
}

function roleOf({ name, file, location }: Declared, { entries }: Parts, report: Reading['report']) {
  const entry = entries.get('is')
  const known = [...roles.keys()]
  if (entry?.value.kind !== 'string') {
    report(diagnose(moduleProblems.noRole, { name, known: known.slice(1) }, location))
    return undefined
  }
  const is = entry.value.value
  if (roles.has(is)) return is
  const parameters = { name: is, known, suggestion: closest(is, known) }
  report(diagnose(moduleProblems.unknownRole, parameters, at(file, entry.value)))
  return undefined
}

/** Entries that the role has no use for. */
function refuseEntries({ file }: Declared, is: string, { entries }: Parts, report: Reading['report']): void {
  const known = ['is', 'edition', ...(roles.get(is)?.entries ?? [])]
  for (const [name, entry] of entries) {
    if (known.includes(name)) continue
    const suggestion = closest(name, known)
    const hint =
      suggestion === undefined
        ? `A component that is a \`${is}\` has ${known.join(', ')}.`
        : `Did you mean \`${suggestion}\`?`
    report(diagnose(moduleProblems.misplacedInComponent, { what: `\`${name}\``, hint }, at(file, entry.key)))
  }
  const both = entries.get('implementation')
  if (both && entries.has('value')) {
    const hint = 'A component is a `value` or has an `implementation`, not both.'
    report(
      diagnose(moduleProblems.misplacedInComponent, { what: '`implementation`', hint }, at(file, both.key)),
    )
  }
}

function paramsOf({ params }: Parts, file: string, report: Reading['report']): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  for (const param of params) {
    const name = param.name.text
    if (fields.has(name)) report(diagnose(nameProblems.duplicateName, { name }, at(file, param.name)))
    const field = readParam(param, file, report)
    if (field) fields.set(name, field)
  }
  return fields
}

/** What the role can't do without. */
function missingPart(is: string, { entries, inner }: Parts, own: readonly string[]): string | undefined {
  if (is === 'node') return inner.length > 0 ? undefined : 'a node inside'
  if (is === 'regulation') {
    const missing = own.slice(0, 2).find((name) => !entries.has(name))
    return missing === undefined ? undefined : `\`${missing}\``
  }
  return entries.has('value') || entries.has('implementation')
    ? undefined
    : 'a `value`, or an `implementation`'
}

function signatureOf(
  declared: Declared,
  is: string,
  { entries }: Parts,
  fields: ReadonlyMap<string, Field>,
  outputs: readonly Output[],
  implementation: string | undefined,
): Signature {
  const { name, file, syntax } = declared
  const task = textOf(entries.get('task')?.value)
  return {
    name,
    is,
    ...(syntax.doc !== undefined && { doc: syntax.doc }),
    fields,
    outputs,
    traits: new Map(task === undefined ? [] : [['task', task]]),
    file,
    text: '',
    declared,
    ...(implementation !== undefined && { implementation }),
  }
}

function textOf(syntax: Expression | undefined): string | undefined {
  return syntax?.kind === 'string' ? syntax.value : undefined
}

/** The entries of a regulation's component, as the declaration that each use makes. */
function regulationOf({ syntax }: Declared, { entries }: Parts): Declaration {
  const own = ['observe', 'limit', 'respond'].flatMap((name) => entries.get(name) ?? [])
  const { start, end } = syntax
  return {
    kind: 'declaration',
    head: { ...syntax.head, text: 'regulation' },
    name: syntax.name,
    body: { kind: 'record', items: own, start, end },
    start,
    end,
  }
}

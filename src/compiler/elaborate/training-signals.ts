import type { Type } from '../../ir/type.ts'
import type { Declaration, Expression, Item } from '../../parser/ast.ts'
import type { Declared, Names } from '../bind/declared.ts'
import { expressionsIn } from '../bind/syntax-children.ts'
import { readType } from '../signatures/read-type.ts'
import type { Signature } from '../signatures/signature.ts'
import { userTypes } from '../signatures/type-words.ts'
import type { Context, Scope } from './context.ts'
import { scopeNames } from './scope-names.ts'

type Signals = ReadonlyMap<string, Type>

const known = new WeakMap<Names, Signals>()
const trained: ReadonlySet<string> = new Set(['model', 'loss'])

/**
 * The names that a regulation knows: what every training tells, and what the models, losses and commands beside it
 * tell. Whether a training that uses the regulation tells it is checked there.
 */
export function trainingSignals(context: Context, scope: Scope): Signals {
  const names = scope.owner?.home.names
  if (!names) return scopeNames(context, 'training_signals')
  const before = known.get(names)
  if (before) return before
  const signals = new Map(scopeNames(context, 'training_signals'))
  for (const name of names.keys()) {
    const declared = names.get(name)
    if (declared?.kind === 'train' || declared?.kind === 'model') addSignals(context, declared, signals)
  }
  known.set(names, signals)
  return signals
}

function addSignals(context: Context, declared: Declared, signals: Map<string, Type>): void {
  const { syntax, home } = declared
  for (const call of callsIn(syntax)) {
    const own = home.names.component(call)
    const found = own ? ownSignals(own.syntax) : librarySignals(context, call)
    for (const [name, type] of found) add(signals, name, type)
  }
  const said = declared.kind === 'train' ? entryOf(syntax, 'signals') : undefined
  if (said) for (const [name, type] of fieldsOf(said)) add(signals, name, type)
}

/** Records of several trainings become one: `val.loss` of a command beside `val.accuracy` of the built-in trainer. */
function add(signals: Map<string, Type>, name: string, type: Type): void {
  const before = signals.get(name)
  if (before?.type === 'record' && type.type === 'record') {
    signals.set(name, { type: 'record', fields: { ...before.fields, ...type.fields } })
  } else if (!before) signals.set(name, type)
}

function librarySignals(context: Context, call: string): Signals {
  const signature = context.library.find(call, trained)
  return signature ? signalsOfComponent(signature) : new Map<string, Type>()
}

/** What a model or a loss tells while it is trained. */
export function signalsOfComponent({ outputs }: Signature): Signals {
  return new Map(
    outputs.flatMap(({ name, shape, signal }) => (signal && 'type' in shape ? [[name, shape.type]] : [])),
  )
}

/** Of a component of the user's: `output drift: signal(float)`. */
function ownSignals(component: Declaration): Signals {
  const signals = new Map<string, Type>()
  for (const item of component.body?.items ?? []) {
    if (item.kind !== 'declaration' || item.head.text !== 'output' || item.type?.kind !== 'call') continue
    const [inner] = item.type.callee.text === 'signal' ? item.type.arguments : []
    const type = inner && typeOf(inner.value)
    if (type) signals.set(item.name.text, type)
  }
  return signals
}

function fieldsOf(schema: Expression): readonly (readonly [string, Type])[] {
  const type = typeOf(schema)
  return type?.type === 'record' ? Object.entries(type.fields) : []
}

/** What is no type is reported where it is declared. */
function typeOf(syntax: Expression): Type | undefined {
  return readType(syntax, { file: '', names: userTypes, report: () => undefined })
}

function entryOf(syntax: Declaration, key: string): Expression | undefined {
  const found = syntax.body?.items.find(
    (item): item is Extract<Item, { kind: 'entry' }> =>
      item.kind === 'entry' && item.key.kind === 'identifier' && item.key.text === key,
  )
  return found?.value
}

function callsIn({ body, value }: Declaration): ReadonlySet<string> {
  const calls = new Set<string>()
  const open: Expression[] = [body, value].filter((part) => part !== undefined)
  for (let syntax = open.pop(); syntax; syntax = open.pop()) {
    if (syntax.kind === 'call') calls.add(syntax.callee.text)
    open.push(...expressionsIn(syntax))
  }
  return calls
}

import { type Declared, reservedNames } from '../../compiler/bind/declared.ts'
import { functionTypes } from '../../compiler/elaborate/function-types.ts'
import type { Field, Signature } from '../../compiler/signatures/signature.ts'
import type { Type } from '../../ir/type.ts'
import type {
  Argument,
  CallExpression,
  Declaration,
  Entry,
  Identifier,
  NameExpression,
  Node,
  Pick,
  RecordExpression,
} from '../../parser/ast.ts'
import {
  chainTo,
  type Denoted,
  declarationsBySyntax,
  makesOutputs,
  namesAt,
  type Occurrence,
  ownerAt,
  paramKeys,
  type Standing,
  scopeAt,
  typeOfPart,
} from './denoted.ts'
import { componentsNamed, fieldOfBody, libraryOf, signatureOfKind } from './signatures.ts'

/** What the innermost node of a path stands for; `undefined` for what stands for nothing, such as an operator. */
export function occurrenceOf(standing: Standing): Occurrence | undefined {
  const [word] = standing.path
  const denoted = word && denotedBy(standing, word)
  return word && denoted && { word, denoted }
}

function denotedBy(standing: Standing, word: Node): Denoted | undefined {
  switch (word.kind) {
    case 'identifier':
      return identifierDenotes(standing, word)
    case 'name':
      return nameDenotes(standing, word)
    case 'string':
      return standing.path[1]?.kind === 'entry' && standing.path[1].key === word
        ? keyDenotes(standing, standing.path[1], word.value)
        : { kind: 'literal', syntax: word }
    case 'number':
    case 'quantity':
      return { kind: 'literal', syntax: word }
    default:
      return undefined
  }
}

function identifierDenotes(standing: Standing, word: Identifier): Denoted | undefined {
  const parent = standing.path[1]
  switch (parent?.kind) {
    case 'declaration':
      return parent.head === word ? kindDenotes(standing, parent) : declarationDenotes(standing, parent)
    case 'entry':
      return keyDenotes(standing, parent, word.text)
    case 'call':
      return calleeDenotes(standing, parent)
    case 'argument':
      return argumentDenotes(standing, parent)
    case 'member':
      return propertyDenotes(standing, word)
    case 'pick':
      return pickDenotes(standing, parent)
    default:
      return undefined
  }
}

function kindDenotes(standing: Standing, { head }: Declaration): Denoted | undefined {
  const component = namesAt(standing)?.component(head.text)
  if (component) return { kind: 'declaration', declared: component }
  const library = libraryOf(standing.look)
  const signature = library && signatureOfKind(library, head.text)
  return signature && { kind: 'kind', signature }
}

function declarationDenotes({ look }: Standing, syntax: Declaration): Denoted | undefined {
  const declared = declarationsBySyntax(look).get(syntax)
  return declared && { kind: 'declaration', declared }
}

/** `a` and `b` of `import { a as b }`: what the other file declares, by either name. */
function pickDenotes(standing: Standing, pick: Pick): Denoted | undefined {
  const names = namesAt(standing)
  const name = (pick.alias ?? pick.name).text
  const declared = names?.component(name) ?? names?.get(name)
  return declared && declared.kind !== 'lost' ? { kind: 'declaration', declared } : undefined
}

/** The key of an entry: a field of the declaration whose body it is in, or of a record that some place wants. */
function keyDenotes(standing: Standing, entry: Entry, name: string): Denoted | undefined {
  const { look, path } = standing
  const [record, holder] = path.slice(path.indexOf(entry) + 1)
  if (record?.kind !== 'record') return undefined
  if (holder?.kind === 'declaration') {
    const declared = declarationsBySyntax(look).get(holder)
    const found = declared && fieldOfBody(look, declared, name)
    return found && fieldDenotes(found.signature, found.field)
  }
  return namedPart(standing, holder, name) ?? recordKey(standing, record, name)
}

/** A field of the library's, or the param of a component of the user's. */
function fieldDenotes(signature: Signature, field: Field): Denoted {
  const { declared } = signature
  const syntax = declared?.syntax.body?.items.find(
    (item) => item.kind === 'declaration' && item.head.text === 'param' && item.name.text === field.name,
  )
  if (!declared || syntax?.kind !== 'declaration') return { kind: 'field', signature, field }
  const { file, home, path } = declared
  const location = { file, start: syntax.name.start, end: syntax.name.end }
  const param = {
    name: field.name,
    kind: 'argument',
    path: [...path, field.name],
    file,
    syntax,
    location,
    home,
  } as const
  return { kind: 'declaration', declared: param }
}

/** Fields of a node that name what it is given or makes. */
const makers: ReadonlySet<string> = new Set(['outputs', 'metrics'])

function namedPart(standing: Standing, holder: Node | undefined, name: string): Denoted | undefined {
  const owner = ownerAt(standing)
  if (!owner || holder?.kind !== 'entry' || !owner.syntax.body?.items.includes(holder)) return undefined
  const field = holder.key.kind === 'identifier' ? holder.key.text : holder.key.value
  const elaborated = standing.look.checked?.elaborated.get(owner)
  if (makers.has(field))
    return { kind: 'output', node: owner, path: [name], type: elaborated?.outputs.get(name)?.type }
  if (paramKeys.has(field)) {
    const declared = owner.home.names.get(name)
    return declared && { kind: 'declaration', declared }
  }
  if (field !== 'inputs') return undefined
  const given = elaborated?.given.get('inputs')?.structure
  const type = given?.kind === 'record' ? given.fields.get(name)?.type : undefined
  return { kind: 'input', node: owner, name, type }
}

function recordKey({ look }: Standing, record: RecordExpression, name: string): Denoted {
  const settled = look.settled.get(record)
  return {
    kind: 'member',
    name,
    type: typeOfPart(settled?.expected, [name]) ?? typeOfPart(settled?.term.type, [name]),
  }
}

function calleeDenotes(standing: Standing, call: CallExpression): Denoted | undefined {
  const signature = calleeSignature(standing, call)
  const name = call.callee.text
  if (signature?.declared) return { kind: 'declaration', declared: signature.declared }
  if (signature) return { kind: 'component', signature }
  const known = Object.hasOwn(functionTypes, name) ? functionTypes[name] : undefined
  return known && { kind: 'function', name, usage: known.usage }
}

function argumentDenotes(standing: Standing, argument: Argument): Denoted | undefined {
  const call = standing.path[standing.path.indexOf(argument) + 1]
  const signature = call?.kind === 'call' ? calleeSignature(standing, call) : undefined
  const field = signature?.fields.get(argument.name?.text ?? '')
  return signature && field && fieldDenotes(signature, field)
}

function calleeSignature(standing: Standing, call: CallExpression): Signature | undefined {
  const expected = standing.look.settled.get(call)?.expected
  return componentsNamed(standing.look, namesAt(standing), call.callee.text, expected)[0]
}

function nameDenotes(standing: Standing, { text }: NameExpression): Denoted | undefined {
  const scope = scopeAt(standing)
  const ambient = scope?.ambient?.names.get(text)
  if (ambient) return { kind: 'ambient', name: text, type: ambient, meaning: scope?.ambient?.meaning ?? '' }
  if (text === 'seed' || text === 'pi')
    return { kind: 'fact', name: text, type: { type: text === 'pi' ? 'float' : 'int' } }
  if (reservedNames.has(text)) return { kind: 'fact', name: text, type: undefined }
  if (isInType(standing)) return { kind: 'type', name: text }
  const declared = namesAt(standing)?.get(text)
  return declared && { kind: 'declaration', declared }
}

/** The type of a param: its names are those of types. */
function isInType({ path }: Standing): boolean {
  return path.some((node, index) => {
    const outer = path[index + 1]
    return outer?.kind === 'declaration' && outer.type === node
  })
}

function propertyDenotes(standing: Standing, word: Identifier): Denoted | undefined {
  const { look, path } = standing
  const chain = chainTo(word, path.slice(1))
  if (!chain) return undefined
  const { root, names } = chain
  const name = names.at(-1) ?? ''
  if (root.kind !== 'name')
    return { kind: 'member', name, type: typeOfPart(look.settled.get(root)?.term.type, names) }
  const of = nameDenotes({ look, path: [root, ...path.slice(1)] }, root)
  return of && partDenotes(standing, of, names)
}

/** What `names` lead to, from what the root of a chain stands for. */
function partDenotes(standing: Standing, of: Denoted, names: readonly string[]): Denoted | undefined {
  const name = names.at(-1) ?? ''
  switch (of.kind) {
    case 'ambient':
      return typed(typeOfPart(of.type, names), (type) => ({
        ...of,
        name: `${of.name}.${names.join('.')}`,
        type,
      }))
    case 'declaration':
      return makesOutputs(of.declared) ? outputDenotes(standing, of, names) : memberOf(standing, of, names)
    case 'fact':
      return factDenotes(standing, of.name, names)
    default:
      return { kind: 'member', name, type: undefined }
  }
}

function typed(type: Type | undefined, make: (type: Type) => Denoted): Denoted | undefined {
  return type && make(type)
}

/** What trials have: the params that were swept, and nodes of the program. */
const trials: ReadonlySet<string> = new Set(['best', 'trials', 'base'])

/** Parts of outputs that bear the name of another declaration: `fit.compliance.patience`, `tune.best.params.lr`. */
function namedInside({ kind, home }: Declared, names: readonly string[]): Denoted | undefined {
  const [first = '', second = '', third] = names
  if (first === 'compliance' && names.length === 2) return declaredAs(home.names.get(second))
  if (kind !== 'sweep' || !trials.has(first)) return undefined
  if (second === 'params') return names.length === 3 ? declaredAs(home.names.get(third ?? '')) : undefined
  const node = home.names.get(second)
  return node && makesOutputs(node) && names.length === 2 ? declaredAs(node) : undefined
}

function declaredAs(declared: Declared | undefined): Denoted | undefined {
  return declared && { kind: 'declaration', declared }
}

type OfDeclaration = Extract<Denoted, { kind: 'declaration' }>

function outputDenotes({ look }: Standing, { declared }: OfDeclaration, names: readonly string[]): Denoted {
  const outputs = look.checked?.context.elaborated(declared)?.outputs
  const [first = '', ...rest] = names
  const inner = namedInside(declared, names)
  if (inner) return inner
  const entry = outputs?.get(first)
  if (entry) return { kind: 'output', node: declared, path: names, type: typeOfPart(entry.type, rest) }
  // `judged.accuracy` for `judged.result.accuracy` where `result` is all that the step makes.
  const [[sole, only] = []] = outputs ?? []
  const type = outputs?.size === 1 ? typeOfPart(only?.type, names) : undefined
  return { kind: 'output', node: declared, path: type && sole !== undefined ? [sole, ...names] : names, type }
}

function memberOf({ look }: Standing, { declared }: OfDeclaration, names: readonly string[]): Denoted {
  const value = look.checked?.context.elaborated(declared)?.value
  return { kind: 'member', name: names.at(-1) ?? '', type: typeOfPart(value?.type, names) }
}

function factDenotes(standing: Standing, root: string, names: readonly string[]): Denoted | undefined {
  const scope = scopeAt(standing)
  const [first = '', ...rest] = names
  const owner = scope?.owner
  if (owner && root === 'inputs') {
    const type = typeOfPart(scope.inputs?.get(first)?.type, rest)
    return rest.length === 0
      ? { kind: 'input', node: owner, name: first, type }
      : { kind: 'member', name: rest.at(-1) ?? '', type }
  }
  if (owner && root === 'outputs') {
    const entry = standing.look.checked?.context.elaborated(owner)?.outputs.get(first)
    return { kind: 'output', node: owner, path: names, type: typeOfPart(entry?.type, rest) }
  }
  const [outer] = standing.path.slice(1)
  const settled = outer?.kind === 'member' ? standing.look.settled.get(outer) : undefined
  return { kind: 'fact', name: `${root}.${names.join('.')}`, type: settled?.term.type }
}

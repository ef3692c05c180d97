import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Type } from '../../ir/type.ts'
import type { Declaration, Entry, Expression } from '../../parser/ast.ts'
import type { Phase } from './phase.ts'
import { readType } from './read-type.ts'
import {
  type Field,
  type Output,
  type RuleCall,
  type ScopeRule,
  type ShapeRule,
  type Signature,
  scopeRules,
  shapeRules,
} from './signature.ts'
import { libraryTypes } from './type-words.ts'

/** A declaration of the library that is no signature: an error in the library, never in a user's program. */
export class LibraryError extends Error {}

const phases: ReadonlyMap<string, Phase> = new Map([
  ['constant', 'constant'],
  ['planned', 'planned'],
  ['signal', 'signal'],
])

/** Reads `component name { is: …, param …, output … }` of the library. */
export function readSignature(declaration: Declaration, file: string, source: string): Signature {
  const fields = new Map<string, Field>()
  const outputs: Output[] = []
  const traits = new Map<string, string>()
  let scope: RuleCall<ScopeRule> | undefined
  for (const item of declaration.body?.items ?? []) {
    if (item.kind === 'entry') {
      if (keyOf(item) === 'scope') scope = ruleCall(item.value, scopeRules, file)
      else traits.set(keyOf(item), text(item.value, file))
    } else if (item.kind === 'declaration' && item.head.text === 'param') {
      fields.set(item.name.text, readField(item, file))
    } else if (item.kind === 'declaration' && item.head.text === 'output') {
      outputs.push(readOutput(item, file))
    } else {
      throw new LibraryError(`${file}: \`${declaration.name.text}\` holds something that is no signature`)
    }
  }
  const is = traits.get('is')
  if (is === undefined) throw new LibraryError(`${file}: \`${declaration.name.text}\` lacks \`is\``)
  traits.delete('is')
  return {
    name: declaration.name.text,
    is,
    ...(declaration.doc !== undefined && { doc: declaration.doc }),
    fields,
    outputs,
    ...(scope && { scope }),
    traits,
    file,
    text: source,
  }
}

function keyOf(entry: Entry): string {
  return entry.key.kind === 'identifier' ? entry.key.text : entry.key.value
}

function text(syntax: Expression, file: string): string {
  if (syntax.kind !== 'string') throw new LibraryError(`${file}: a trait is a text`)
  return syntax.value
}

function readField(param: Declaration, file: string): Field {
  if (!param.type) throw new LibraryError(`${file}: \`${param.name.text}\` lacks a type`)
  const { phase, syntax } = phased(param.type)
  return {
    name: param.name.text,
    type: libraryType(syntax, file),
    phase,
    ...(param.value && { default: param.value }),
    ...(param.doc !== undefined && { doc: param.doc }),
  }
}

/** Opens `planned(T)` and the like; a bare type accepts results. */
export function phased(syntax: Expression): { readonly phase: Phase; readonly syntax: Expression } {
  if (syntax.kind === 'call') {
    const phase = phases.get(syntax.callee.text)
    const [inner] = syntax.arguments
    if (phase && inner) return { phase, syntax: inner.value }
  }
  return { phase: 'result', syntax }
}

function libraryType(syntax: Expression, file: string): Type {
  const problems: Diagnostic[] = []
  const type = readType(syntax, {
    file,
    names: libraryTypes,
    report: (diagnostic) => problems.push(diagnostic),
  })
  if (!type) throw new LibraryError(`${file}: ${problems[0]?.message ?? 'a type is wrong'}`)
  return type
}

function readOutput(output: Declaration, file: string): Output {
  const { type, doc } = output
  if (!type) throw new LibraryError(`${file}: the output \`${output.name.text}\` lacks a type`)
  const isRule = type.kind === 'call' && (shapeRules as readonly string[]).includes(type.callee.text)
  const { phase, syntax } = phased(type)
  return {
    name: output.name.text,
    ...(doc !== undefined && { doc }),
    ...(phase === 'signal' && { signal: true }),
    shape: isRule ? ruleCall<ShapeRule>(type, shapeRules, file) : { type: libraryType(syntax, file) },
  }
}

function ruleCall<R extends string>(syntax: Expression, rules: readonly R[], file: string): RuleCall<R> {
  const rule = syntax.kind === 'call' ? rules.find((name) => name === syntax.callee.text) : undefined
  if (syntax.kind !== 'call' || !rule)
    throw new LibraryError(`${file}: an unknown rule for outputs or a scope`)
  const fields = syntax.arguments.map(({ value }) => {
    if (value.kind !== 'name') throw new LibraryError(`${file}: \`${rule}\` takes names of fields`)
    return value.text
  })
  return { rule, fields }
}

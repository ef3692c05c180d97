import type { Phase } from '../../compiler/signatures/phase.ts'
import type { Field, Output, Signature } from '../../compiler/signatures/signature.ts'
import { typeText } from '../../compiler/signatures/type-text.ts'

/** When the value of a field must be known, in the words of the reference. */
const phases: Readonly<Record<Phase, string>> = {
  constant: 'known when the file is checked',
  planned: 'known before the run starts; params may be read, results may not',
  result: 'may read results of other nodes',
  signal: 'may read what only the running node knows',
}

/** What a field takes, for programs and for the pages alike. */
export interface FieldFacts {
  readonly name: string
  readonly type: string
  /** As written in the library; absent when the field is required. */
  readonly default?: string
  readonly phase: Phase
  readonly doc?: string
}

export function fieldFacts(owner: Signature, { name, type, phase, doc, default: value }: Field): FieldFacts {
  return {
    name,
    type: typeText(type),
    ...(value && { default: owner.text.slice(value.start, value.end).replace(/\s+/g, ' ') }),
    phase,
    ...(doc !== undefined && { doc }),
  }
}

export function outputType({ shape }: Output): string {
  return 'type' in shape ? typeText(shape.type) : `follows from \`${shape.fields.join('` and `')}\``
}

/** The section of a kind or component, as Markdown: what it is, what it takes, what it gives. */
export function signatureSection(signature: Signature): string {
  const fields = [...signature.fields.values()].map((field) => fieldItem(fieldFacts(signature, field)))
  const outputs = signature.outputs.map(outputItem)
  const task = signature.traits.get('task')
  const traits = task === undefined || task === 'any' ? [] : [`For targets of ${task}.`]
  return [
    ...(signature.doc ? [signature.doc] : []),
    ...traits,
    ...(fields.length > 0 ? ['It takes', fields.join('\n')] : ['It takes nothing.']),
    ...(outputs.length > 0 ? ['It gives', outputs.join('\n')] : []),
  ].join('\n\n')
}

function fieldItem({ name, type, default: value, phase, doc }: FieldFacts): string {
  const head = value === undefined ? `\`${name}: ${type}\`, required` : `\`${name}: ${type} = ${value}\``
  const when = phase === 'result' ? undefined : `${capital(phases[phase])}.`
  const words = [doc, when].filter((text) => text !== undefined)
  return words.length === 0 ? `- ${head}` : `- ${head}: ${words.join(' ')}`
}

function outputItem(output: Output): string {
  const type = outputType(output)
  const written = type.includes('`') ? `\`${output.name}\`, which ${type}` : `\`${output.name}: ${type}\``
  return `- ${written}${output.doc ? `: ${output.doc}` : ''}`
}

/** The section of one field, as Markdown; `choices` are the components that may stand in it. */
export function fieldSection(owner: Signature, field: Field, choices: readonly string[]): string {
  const { type, default: value, phase, doc } = fieldFacts(owner, field)
  return [
    ...(doc ? [doc] : []),
    [
      `- Type: \`${type}\``,
      `- Default: ${value === undefined ? 'none; the field is required' : `\`${value}\``}`,
      `- Phase: ${phases[phase]}`,
      ...(choices.length > 0 ? [`- One of: ${choices.map((name) => `\`${name}(…)\``).join(', ')}`] : []),
    ].join('\n'),
  ].join('\n\n')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

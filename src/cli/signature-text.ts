import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../base/diagnostics/usage-problems.ts'
import { closest } from '../base/suggestion.ts'
import { describeType } from '../compiler/elaborate/describe.ts'
import { nodeHost } from '../compiler/node-host.ts'
import { Library } from '../compiler/signatures/library.ts'
import type { Phase } from '../compiler/signatures/phase.ts'
import type { Field, Signature } from '../compiler/signatures/signature.ts'
import { type ExitCode, exitCodes, print, printDiagnostics } from './terminal.ts'

/** Explains `train`, `train.optimizer` or `adam` from what the standard library says of it. */
export async function explainSignature(topic: string): Promise<ExitCode> {
  const library = new Library(nodeHost().library())
  const [name = '', field] = topic.split('.')
  const signatures = library.named(name)
  const texts = signatures.flatMap((signature) => {
    if (field === undefined) return [signatureText(signature)]
    const found = signature.fields.get(field)
    return found ? [fieldText(signature, found)] : []
  })
  if (texts.length > 0) {
    print(texts.join('\n\n'))
    return exitCodes.done
  }
  const known =
    signatures.length > 0 ? fieldsOf(signatures) : library.all().map((signature) => signature.name)
  const suggestion = closest(topic, known)
  await printDiagnostics([diagnose(usageProblems.nothingToExplain, { topic, suggestion })])
  return exitCodes.usage
}

function fieldsOf(signatures: readonly Signature[]): readonly string[] {
  return signatures.flatMap(({ name, fields }) => [...fields.keys()].map((field) => `${name}.${field}`))
}

function signatureText(signature: Signature): string {
  const fields = [...signature.fields.values()].map((field) => `  ${fieldLine(signature, field)}`)
  const outputs = signature.outputs.map(({ name, doc, shape }) => {
    const what = 'type' in shape ? describeType(shape.type) : `depends on ${shape.fields.join(' and ')}`
    return `  ${name}: ${what}${doc ? `\n      ${doc}` : ''}`
  })
  return [
    `${signature.name} (${signature.is})`,
    ...(signature.doc ? [`  ${signature.doc}`] : []),
    ...(fields.length > 0 ? ['', 'takes', ...fields] : []),
    ...(outputs.length > 0 ? ['', 'gives', ...outputs] : []),
  ].join('\n')
}

function defaultOf(owner: Signature, { default: written }: Field): string | undefined {
  return written && owner.text.slice(written.start, written.end)
}

function fieldLine(owner: Signature, field: Field): string {
  const written = defaultOf(owner, field)
  const fallback = written === undefined ? ', required' : ` = ${written}`
  return `${field.name}: ${describeType(field.type)}${fallback}${field.doc ? `\n      ${field.doc}` : ''}`
}

const phases: Readonly<Record<Phase, string>> = {
  constant: 'Must be known when the file is checked.',
  planned: 'Must be known before the run starts: params may be read, results may not.',
  result: 'May read the results of other nodes.',
  signal: 'May read what only the running node knows, such as `epoch`.',
}

function fieldText(owner: Signature, field: Field): string {
  return [
    `${owner.name}.${field.name}`,
    ...(field.doc ? [`  ${field.doc}`] : []),
    '',
    `  type     ${describeType(field.type)}`,
    `  default  ${defaultOf(owner, field) ?? 'none: the field is required'}`,
    `  phase    ${phases[field.phase]}`,
  ].join('\n')
}

import { typeText } from '../../compiler/editor/type-text.ts'
import { describeType } from '../../compiler/elaborate/describe.ts'
import type { Phase } from '../../compiler/signatures/phase.ts'
import type { Field, Output, Signature } from '../../compiler/signatures/signature.ts'

/** Code of the language in Markdown. */
export function code(text: string): string {
  return `\`\`\`pipe\n${text}\n\`\`\``
}

/** A field as the library writes it: `lr: float in 0..1 = 1e-3`. */
export function fieldText(signature: Signature, { name, type, default: written }: Field): string {
  const fallback = written ? ` = ${signature.text.slice(written.start, written.end)}` : ''
  return `${name}: ${typeText(type)}${fallback}`
}

const phases: Readonly<Record<Phase, string>> = {
  constant: 'Known when the file is checked.',
  planned: 'Known before the run starts: params may be read, results may not.',
  result: 'May read the results of other nodes.',
  signal: 'May read what only the running node knows.',
}

/** All that the library says of a field. */
export function fieldWords(signature: Signature, field: Field): string {
  const required = field.default ? [] : ['Required.']
  const wanted = `Takes ${describeType(field.type)}.`
  return [code(fieldText(signature, field)), field.doc, [wanted, ...required, phases[field.phase]].join(' ')]
    .filter((part) => part !== undefined)
    .join('\n\n')
}

/** A component as a call of it would be written, one argument a line when there are several. */
export function callText({ name, fields, ...signature }: Signature): string {
  const texts = [...fields.values()].map((field) => fieldText({ name, fields, ...signature }, field))
  const inline = `${name}(${texts.join(', ')})`
  return inline.length <= 72 ? inline : `${name}(\n${texts.map((text) => `  ${text}`).join('\n')}\n)`
}

/** All that the library says of a component. */
export function componentWords(signature: Signature): string {
  const task = signature.traits.get('task')
  const is = `*${signature.is}*${task === undefined ? '' : `, for ${task}`}`
  return [code(callText(signature)), is, signature.doc, ...documented(signature)]
    .filter((part) => part !== undefined)
    .join('\n\n')
}

/** All that the library says of a kind: its fields by name, and what it makes. */
export function kindWords(signature: Signature): string {
  const fields = [...signature.fields.values()].map((field) => {
    const doc = field.doc === undefined ? '' : `: ${firstLine(field.doc)}`
    return `- \`${field.name}\`${field.default ? '' : ' (required)'}${doc}`
  })
  const outputs = signature.outputs.map(outputLine)
  return [
    code(`${signature.name} name { … }`),
    signature.doc,
    ...(fields.length > 0 ? [`**Takes**\n\n${fields.join('\n')}`] : []),
    ...(outputs.length > 0 ? [`**Makes**\n\n${outputs.join('\n')}`] : []),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n')
}

function documented({ fields }: Signature): readonly string[] {
  const lines = [...fields.values()].flatMap(({ name, doc }) =>
    doc === undefined ? [] : [`- \`${name}\`: ${firstLine(doc)}`],
  )
  return lines.length > 0 ? [lines.join('\n')] : []
}

function outputLine({ name, shape, doc }: Output): string {
  const type =
    'type' in shape ? typeText(shape.type) : `depends on ${shape.fields.map((f) => `\`${f}\``).join(' and ')}`
  return `- \`${name}\`: ${type}${doc === undefined ? '' : `. ${firstLine(doc)}`}`
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text
}

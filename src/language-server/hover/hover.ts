import { type Hover, MarkupKind } from 'vscode-languageserver'
import type { Declared } from '../../compiler/bind/declared.ts'
import { kindWord } from '../../compiler/bind/declared.ts'
import type { Look, Settled } from '../../compiler/editor/look.ts'
import { describeType } from '../../compiler/elaborate/describe.ts'
import { alternativesOf } from '../../compiler/elaborate/type-relations.ts'
import type { Expression } from '../../parser/ast.ts'
import type { LastRun } from '../last-run.ts'
import { rangeOf } from '../places.ts'
import { columnsAt } from '../symbols/columns.ts'
import { type Denoted, makesOutputs, ownerAt, type Standing } from '../symbols/denoted.ts'
import { occurrenceOf } from '../symbols/occurrence.ts'
import { componentSignature } from '../symbols/signatures.ts'
import { pathAt } from '../syntax/walk.ts'
import type { View } from '../workspace.ts'
import { code, componentWords, fieldWords, kindWords } from './signature-words.ts'
import { columnsWords, columnType, knownWords, lastRunWords, quantityWords, typed } from './value-words.ts'

/** What a person who points at a word wants to know of it. */
export function hover(view: View, offset: number, run: LastRun | undefined): Hover | null {
  const { look, module, document } = view
  const standing: Standing = { look, path: pathAt(module, offset) }
  const occurrence = occurrenceOf(standing)
  if (!occurrence) return null
  const value = wordsOf(standing, occurrence.denoted, run)
  if (value === undefined) return null
  return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(document, occurrence.word) }
}

function wordsOf(standing: Standing, denoted: Denoted, run: LastRun | undefined): string | undefined {
  switch (denoted.kind) {
    case 'declaration':
      return declarationWords(standing.look, denoted.declared, run)
    case 'kind':
      return kindWords(denoted.signature)
    case 'component':
      return componentWords(denoted.signature)
    case 'function':
      return code(denoted.usage.replaceAll('`', ''))
    case 'field':
      return fieldWords(denoted.signature, denoted.field)
    case 'output':
      return outputWords(denoted, run)
    case 'input':
      return joined(code(typed(`inputs.${denoted.name}`, denoted.type)), `Given to \`${denoted.node.name}\`.`)
    case 'ambient':
      return joined(code(typed(denoted.name, denoted.type)), `Here ${denoted.meaning}.`)
    case 'fact':
      return joined(code(typed(denoted.name, denoted.type)), facts[denoted.name])
    case 'member':
      return (
        denoted.type &&
        joined(code(typed(denoted.name, denoted.type)), `Takes ${describeType(denoted.type)}.`)
      )
    case 'type':
      return undefined
    case 'literal':
      return literalWords(standing, denoted.syntax)
  }
}

const facts: Readonly<Record<string, string>> = {
  seed: 'The seed of this pipeline: every draw comes from it.',
  pi: 'The ratio of a circle to its diameter.',
  'pipeline.name': 'The name of this pipeline.',
  'pipeline.seed': 'The seed of this pipeline: every draw comes from it.',
  'run.id': 'The id of this run: only where `cache: false`, or in `notify`.',
  'run.date': 'The day of this run: only where `cache: false`, or in `notify`.',
  'run.status': 'How this run ended, in `notify`.',
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n\n')
}

function declarationWords(look: Look, declared: Declared, run: LastRun | undefined): string {
  const { kind, name, syntax } = declared
  if (kind === 'component') {
    const signature = componentSignature(look, declared)
    return signature ? componentWords(signature) : joined(code(`component ${name}`), syntax.doc)
  }
  const elaborated = look.checked?.context.elaborated(declared)
  const type = makesOutputs(declared) ? undefined : (elaborated?.type ?? elaborated?.value?.type)
  const parts = [
    code(`${kindWord(declared)} ${typed(name, type)}`),
    syntax.doc,
    knownWords(elaborated?.definition ?? elaborated?.value),
  ]
  if (!makesOutputs(declared) || !elaborated) return joined(...parts)
  const outputs = [...elaborated.outputs].map(
    ([output, entry]) => `- \`${typed(`${name}.${output}`, entry.type)}\``,
  )
  const made = outputs.length > 0 ? `**Makes**\n\n${outputs.slice(0, 20).join('\n')}` : undefined
  return joined(
    code(`${kindWord(declared)} ${name}`),
    syntax.doc,
    lastRunWords(run, name),
    made,
    columnsWords(elaborated),
  )
}

function outputWords(
  { node, path, type }: Extract<Denoted, { kind: 'output' }>,
  run: LastRun | undefined,
): string {
  const name = `${node.name}.${path.join('.')}`
  const says = type && (type.type === 'artifact' || 'min' in type) ? sentence(describeType(type)) : undefined
  return joined(code(typed(name, type)), says, lastRunWords(run, node.name, path))
}

function sentence(words: string): string {
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`
}

function literalWords(standing: Standing, syntax: Expression): string | undefined {
  if (syntax.kind === 'quantity') return quantityWords(syntax.text)
  if (syntax.kind !== 'string') return undefined
  const settled = standing.look.settled.get(syntax)
  return columnWords(standing, settled, syntax.value) ?? choiceWords(settled, syntax.value)
}

/** A text where a column is wanted. */
function columnWords(standing: Standing, settled: Settled | undefined, name: string): string | undefined {
  if (!settled?.expected || !alternativesOf(settled.expected).some(({ type }) => type === 'column'))
    return undefined
  const owner = ownerAt(standing)
  const column = owner && columnsAt(standing.look, owner).find((candidate) => candidate.name === name)
  return column && joined(code(`"${name}"`), `A column: ${columnType(column)}.`)
}

/** A text where one of several is wanted. */
function choiceWords(settled: Settled | undefined, value: string): string | undefined {
  const choices = settled?.expected
    ? alternativesOf(settled.expected).flatMap((type) => (type.type === 'enum' ? type.values : []))
    : []
  if (!choices.includes(value)) return undefined
  return `One of ${choices.map((choice) => `\`"${choice}"\``).join(', ')}.`
}

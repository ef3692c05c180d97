import { displayWidth, graphemes } from '../base/display-width.ts'
import type { Expression, Value } from '../ir/expression.ts'
import type { Node } from '../ir/program.ts'

/** The field of each kind that says most about a node. */
const tellingField: Readonly<Record<string, string>> = {
  dataset: 'source',
  train: 'model',
  evaluate: 'metrics',
  score: 'value',
  step: 'run',
  notify: 'to',
  sweep: 'over',
  compare: 'tests',
  register: 'name',
  deploy: 'strategy',
  experiment: 'test',
}

const longest = 30
/** What would move a cursor, turn text around, or be no text at all. */
const unprintable = /[\p{Control}\p{Bidi_Control}\p{Surrogate}]/gu

/** What a node is made of, in at most thirty columns: a component's name, names of metrics, the head of a command. */
export function gistOf(node: Node): string {
  // A training by a command of the user's has no built-in model.
  const telling = node.config[tellingField[node.kind] ?? '']
  const words = (telling && node.kind !== 'step' && wordsOf(telling)) || commandOf(node.config.run)
  return shortened(words.replaceAll(/\s+/g, ' ').replaceAll(unprintable, '').trim(), longest)
}

/** At most so many columns of a text, `…` where it was cut. */
export function shortened(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let kept = ''
  for (const grapheme of graphemes(text)) {
    if (displayWidth(kept + grapheme) > columns - 1) break
    kept += grapheme
  }
  return `${kept.trimEnd()}…`
}

function wordsOf(expression: Expression): string {
  switch (expression.op) {
    case 'value':
      return valueWords(expression.value)
    case 'param':
    case 'ambient':
      return expression.name
    case 'component':
      return [expression.name, ...fileOf(Object.values(expression.arguments))].join(' ')
    case 'list':
      return expression.items.map(wordsOf).filter(Boolean).join(', ')
    case 'record':
      return Object.keys(expression.fields).join(', ')
    case 'apply':
      return appliedWords(expression.function, expression.arguments)
    case 'if':
      return [wordsOf(expression.yes), wordsOf(expression.no)].filter(Boolean).join(' or ')
    default:
      return ''
  }
}

/** Of an operator the whole, of other functions what they are applied to. */
function appliedWords(operator: string, operands: readonly Expression[]): string {
  const words = operands.map(wordsOf)
  if (words.length === 2 && /^\W+$/.test(operator)) return words.join(` ${operator} `)
  return words.filter(Boolean).join(', ')
}

/** The first line of a script that does something, or the words of a list; what stands in holes is left out. */
function commandOf(run: Expression | undefined): string {
  if (!run) return ''
  const script = run.op === 'apply' ? run.arguments.map(wordsOf).join('') : listed(run).join(' ')
  const lines = script.split('\n').map((line) => line.trim())
  const telling = lines.find((line) => /\w/.test(line) && !/^(set|cd|if|then|export) /.test(line)) ?? ''
  return telling.replace(/[\s>|\\&;{]+$/, '')
}

function listed(run: Expression): readonly string[] {
  if (run.op === 'list') return run.items.map(wordsOf).filter(Boolean)
  return run.op === 'value' && Array.isArray(run.value) ? run.value.map(valueWords) : [wordsOf(run)]
}

function fileOf(operands: readonly Expression[]): readonly string[] {
  const [first] = operands
  if (first?.op !== 'value' || typeof first.value !== 'object' || first.value === null) return []
  return '$file' in first.value ? [String(first.value.$file).split('/').at(-1) ?? ''] : []
}

function valueWords(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (Array.isArray(value)) return value.map(valueWords).filter(Boolean).join(' ')
  if (value === null || typeof value !== 'object') return ''
  if ('$component' in value) return String(value.$component)
  return '$file' in value
    ? String(value.$file)
    : Object.keys(value)
        .filter((key) => !key.startsWith('$'))
        .join(', ')
}

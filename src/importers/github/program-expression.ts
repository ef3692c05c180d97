import { writeString } from '../program/write.ts'
import type { GithubExpression } from './expression.ts'
import type { InputParam } from './inputs.ts'

/** An expression of a workflow in the language. */
export interface ProgramExpression {
  readonly text: string
  readonly type: 'truth' | 'other'
  /** Its text is one plain word for a shell. */
  readonly isWord: boolean
}

/** An expression about inputs and constants in the language; undefined for one about anything else. */
export function programExpression(
  expression: GithubExpression,
  inputs: ReadonlyMap<string, InputParam>,
): ProgramExpression | undefined {
  switch (expression.kind) {
    case 'literal':
      return literal(expression.value)
    case 'context':
      return input(expression.path, inputs)
    case 'not': {
      const operand = condition(expression.operand, inputs)
      return operand && { text: `not ${grouped(operand, expression.operand)}`, type: 'truth', isWord: true }
    }
    case 'call':
      return undefined
    case 'binary':
      return binary(expression, inputs)
  }
}

/** An expression as a condition of the language. */
export function condition(
  expression: GithubExpression,
  inputs: ReadonlyMap<string, InputParam>,
): ProgramExpression | undefined {
  const own = programExpression(expression, inputs)
  return own?.type === 'truth' ? own : undefined
}

function literal(value: string | number | boolean | null): ProgramExpression | undefined {
  if (value === null) return undefined
  if (typeof value === 'boolean') return { text: String(value), type: 'truth', isWord: true }
  if (typeof value === 'number') return { text: String(value), type: 'other', isWord: true }
  return { text: writeString(value), type: 'other', isWord: /^[\w./:@%+=,-]+$/.test(value) }
}

/** `inputs.x` and `github.event.inputs.x`. */
function input(
  path: readonly string[],
  inputs: ReadonlyMap<string, InputParam>,
): ProgramExpression | undefined {
  const roots = path.slice(0, -1).join('.').toLowerCase()
  if (roots !== 'inputs' && roots !== 'github.event.inputs') return undefined
  const param = inputs.get((path.at(-1) ?? '').toLowerCase())
  return param && { text: param.name, type: param.isTruth ? 'truth' : 'other', isWord: param.isWord }
}

const words: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or' }

function binary(
  expression: GithubExpression & { readonly kind: 'binary' },
  inputs: ReadonlyMap<string, InputParam>,
): ProgramExpression | undefined {
  const { operator, left, right } = expression
  if (operator === '||' && left.kind === 'binary' && left.operator === '&&') {
    const choice = chosen(left.left, left.right, right, inputs)
    if (choice) return choice
  }
  const isLogic = operator === '&&' || operator === '||'
  const read = isLogic ? condition : programExpression
  const a = read(left, inputs)
  const b = read(right, inputs)
  if (!a || !b) return undefined
  const compared = isLogic ? [a, b] : likeEachOther(a, left, b, right)
  if (!compared) return undefined
  const [first, second] = compared
  const text = `${grouped(first, left)} ${words[operator] ?? operator} ${grouped(second, right)}`
  return { text, type: 'truth', isWord: true }
}

/** GitHub's way to write a choice: `c && a || b`. */
function chosen(
  test: GithubExpression,
  yes: GithubExpression,
  no: GithubExpression,
  inputs: ReadonlyMap<string, InputParam>,
): ProgramExpression | undefined {
  const when = condition(test, inputs)
  const a = programExpression(yes, inputs)
  const b = programExpression(no, inputs)
  if (!when || !a || !b || a.type !== b.type || a.type === 'truth') return undefined
  return { text: `if ${when.text} then ${a.text} else ${b.text}`, type: a.type, isWord: a.isWord && b.isWord }
}

/** `inputs.x == 'true'` of a truth compares with a truth. */
function likeEachOther(
  a: ProgramExpression,
  left: GithubExpression,
  b: ProgramExpression,
  right: GithubExpression,
): readonly [ProgramExpression, ProgramExpression] | undefined {
  if (a.type === b.type) return [a, b]
  const asTruth = (own: ProgramExpression, from: GithubExpression): ProgramExpression | undefined => {
    if (own.type === 'truth') return own
    const text =
      from.kind === 'literal' && (from.value === 'true' || from.value === 'false') ? from.value : undefined
    return text === undefined ? undefined : { text, type: 'truth', isWord: true }
  }
  const first = asTruth(a, left)
  const second = asTruth(b, right)
  return first && second && [first, second]
}

function grouped({ text }: ProgramExpression, from: GithubExpression): string {
  return from.kind === 'binary' ? `(${text})` : text
}

import type { Names } from '../names.ts'
import type { Draft } from '../program/draft.ts'
import { writeString } from '../program/write.ts'
import type { Shapes } from '../yaml/shape.ts'
import { member, type YamlEntry } from '../yaml/tree.ts'

/** An input of a workflow as a param of the program. */
export interface InputParam {
  readonly name: string
  /** Its values are single words for a shell. */
  readonly isWord: boolean
  readonly isTruth: boolean
  readonly draft: Draft
}

/** The inputs of `workflow_dispatch` and `workflow_call` as params. */
export function inputParams(
  shapes: Shapes,
  entries: readonly YamlEntry[],
  names: Names,
): ReadonlyMap<string, InputParam> {
  const params = new Map<string, InputParam>()
  for (const { key, keySpan, value } of entries) {
    if (params.has(key.toLowerCase())) continue
    const input = shapes.map(value, `the input \`${key}\``)
    const text = (name: string) => {
      const node = input && member(input, name)
      return node && shapes.text(node, `\`${name}\` of the input \`${key}\``)
    }
    const options = shapes
      .items(input && member(input, 'options'))
      .flatMap((option) => shapes.text(option, `An option of \`${key}\``) ?? [])
    const name = names.claim('param', key, { file: shapes.file, span: keySpan })
    const type = text('type') ?? 'string'
    const required =
      input !== undefined && shapes.truth(member(input, 'required'), `\`required\` of \`${key}\``)
    const declared = typeOf(type, text('default'), options, required)
    const draft: Draft = { kind: 'param', name, doc: text('description'), value: declared }
    const plain = options.length > 0 && options.every((option) => /^[\w./:@%+=,-]+$/.test(option))
    params.set(key.toLowerCase(), {
      name,
      isWord: type === 'boolean' || declared.startsWith(': float') || plain,
      isTruth: type === 'boolean',
      draft,
    })
  }
  return params
}

function typeOf(
  type: string,
  given: string | undefined,
  options: readonly string[],
  required: boolean,
): string {
  if (type === 'boolean') return `: bool = ${given === 'true' ? 'true' : 'false'}`
  if (type === 'number' && given !== undefined && String(Number(given)) === given) return `: float = ${given}`
  if (type === 'number' && given === undefined && required) return ': float'
  if (type === 'choice' && options.length > 0) {
    const chosen = given !== undefined && options.includes(given) ? given : (options[0] ?? '')
    return `: one_of(${options.map(writeString).join(', ')}) = ${writeString(chosen)}`
  }
  if (given === undefined && required) return ': string'
  return `: string = ${writeString(given ?? '')}`
}

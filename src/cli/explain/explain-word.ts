import { units } from '../../base/units.ts'
import { categoriesOf } from '../../compiler/elaborate/calls.ts'
import { functionTypes } from '../../compiler/elaborate/function-types.ts'
import type { Library } from '../../compiler/signatures/library.ts'
import type { Field, Signature } from '../../compiler/signatures/signature.ts'
import { fieldFacts, fieldSection, outputType, signatureSection } from '../reference/signature-section.ts'
import { builtTypeWords, functionWords, typeWords, valueKindWords } from '../reference/words.ts'

/** Something of the language that has an explanation: as Markdown for people, and as data for programs. */
export interface Explanation {
  readonly markdown: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** Explains `train`, `train.optimizer`, `adam`, `duration`, `GiB` or `round`, each meaning that the word has. */
export function explainWord(library: Library, topic: string): readonly Explanation[] {
  const [name = '', field] = topic.split('.')
  if (field !== undefined) return fieldExplanations(library, name, field)
  return [
    ...library.named(name).filter(isExplained).map(signatureExplanation),
    ...plainWords(name).map(([kind, doc, example]) => ({
      markdown: [`# ${name} (${kind})`, doc, ...(example ? [`\`\`\`pipe\n${example}\n\`\`\``] : [])].join(
        '\n\n',
      ),
      facts: { name, kind, doc, ...(example && { example }) },
    })),
  ]
}

/** Everything that can be asked for, for suggestions. */
export function explainedWords(library: Library, topic: string): readonly string[] {
  const [name = ''] = topic.split('.')
  const signatures = library.named(name)
  if (topic.includes('.') && signatures.length > 0) {
    return signatures.flatMap((owner) => fieldsOf(library, owner).map(([field]) => `${name}.${field}`))
  }
  return [
    ...library
      .all()
      .filter(isExplained)
      .map((signature) => signature.name),
    ...Object.keys(valueKindWords),
    ...Object.keys(typeWords),
    ...Object.keys(builtTypeWords),
    ...Object.keys(functionWords),
    ...Object.keys(units),
  ]
}

/** What every node takes is explained with the kinds; scopes are lists of names. */
export function isExplained({ is }: Signature): boolean {
  return is !== 'scope'
}

function signatureExplanation(signature: Signature): Explanation {
  const { name, is, doc } = signature
  return {
    markdown: `# ${name} (${words(is)})\n\n${signatureSection(signature)}`,
    facts: {
      name,
      kind: is,
      ...(doc !== undefined && { doc }),
      takes: [...signature.fields.values()].map((field) => fieldFacts(signature, field)),
      gives: signature.outputs.map((output) => ({
        name: output.name,
        type: outputType(output),
        ...(output.doc !== undefined && { doc: output.doc }),
      })),
    },
  }
}

function fieldExplanations(library: Library, name: string, field: string): readonly Explanation[] {
  const found = library.named(name).flatMap((owner) =>
    fieldsOf(library, owner)
      .filter(([candidate]) => candidate === field)
      .map(([, declared, of]) => {
        const choices = choicesOf(library, declared)
        return {
          markdown: `# ${name}.${field} (${words(owner.is)})\n\n${fieldSection(of, declared, choices)}`,
          facts: {
            of: name,
            kind: owner.is,
            ...fieldFacts(of, declared),
            ...(choices.length > 0 && { choices }),
          },
        }
      }),
  )
  // What every node takes is the same in both forms of a kind.
  const [first, second] = found
  return first && second?.facts.doc === first.facts.doc && second?.facts.type === first.facts.type
    ? [first]
    : found
}

/** The components that may stand in a field. */
function choicesOf(library: Library, { type }: Field): readonly string[] {
  const wanted = categoriesOf(type)
  const fitting = library.all().filter(({ is }) => wanted.has(is) && is !== 'input' && is !== 'export')
  return fitting.map((signature) => signature.name)
}

function words(category: string): string {
  return category.replaceAll('_', ' ')
}

/** The fields of a signature; those of a node include what every node takes. */
function fieldsOf(library: Library, owner: Signature): readonly (readonly [string, Field, Signature])[] {
  const owners = owner.is.endsWith('kind') ? [owner, library.required('node', 'fields')] : [owner]
  return owners.flatMap((of) => [...of.fields].map(([name, field]) => [name, field, of] as const))
}

type PlainWord = readonly [kind: string, doc: string, example?: string]

/** Words that no signature declares: kinds of values, types, units, functions. */
function plainWords(name: string): readonly PlainWord[] {
  const found: PlainWord[] = []
  const kind = Object.entries(valueKindWords).find(([word]) => word === name)?.[1]
  if (kind) found.push(['kind', kind.doc, kind.example])
  const type = Object.entries({ ...typeWords, ...builtTypeWords }).find(
    ([word]) => word === name || word.startsWith(`${name}(`),
  )
  if (type) found.push(['type', type[1]])
  const unit = units[name]
  if (unit) found.push(['unit', `A unit of ${unit.dimension}: ${unitText(name)}.`])
  const words = functionWords[name]
  if (words)
    found.push(['function', `${words} Written \`${functionTypes[name]?.usage ?? `${name}(a, b)`}\`.`])
  return found
}

/** How large a unit is, in the base unit of its dimension. */
export function unitText(name: string): string {
  const unit = units[name]
  if (!unit) return ''
  if (unit.dimension === 'epochs' || unit.dimension === 'steps')
    return `written after a space, as in \`5 ${name}\``
  const base = unit.dimension === 'duration' ? 'seconds' : 'bytes'
  return `\`1${name}\` is ${unit.size.toLocaleString('en-US')} ${base}`
}

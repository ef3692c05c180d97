import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import { hasErrors } from '../../base/diagnostics/diagnostic.ts'
import { SourceText } from '../../base/source.ts'
import { parse } from '../../parser/parse.ts'
import { print } from '../../parser/print.ts'
import type { Report } from '../report.ts'
import type { Field } from './write.ts'
import { writeKey } from './write.ts'

/** One declaration of the program to be; a `note` is only what is told in its place. */
export interface Draft {
  readonly kind: string
  readonly name: string
  readonly doc?: string | undefined
  /** Of a block; a value is given in `value` instead. */
  readonly fields?: readonly Field[]
  /** `: float = 0.1` or `= env("X")`. */
  readonly value?: string
}

/** What a program is made of, before it is text. */
export interface ProgramDraft {
  /** What the file was imported from, for its first line. */
  readonly origin: string
  readonly declarations: readonly Draft[]
}

/**
 * The text of a program in the one format, with a comment at every declaration that something could not be carried
 * over to.
 */
export function writeProgram(
  program: ProgramDraft,
  report: Report,
  sources: ReadonlyMap<string, SourceText>,
): string {
  const lines = [`# Imported from ${program.origin} by \`pipe import\`.`]
  const declared = new Set(program.declarations.map(({ name }) => name))
  const homeless = [...report.places].filter((place) => place === undefined || !declared.has(place))
  lines.push(...notes(report.about(...homeless), sources), '')
  let before: Draft | undefined
  for (const declaration of program.declarations) {
    const own = notes(report.about(declaration.name), sources)
    const joined = before !== undefined && isShort(before) && isShort(declaration) && own.length === 0
    if (before !== undefined && !joined) lines.push('')
    lines.push(...own, ...(declaration.kind === 'note' ? [] : declarationLines(declaration)))
    before = declaration
  }
  const source = new SourceText('imported.pipe', `${lines.join('\n')}\n`)
  const { module, diagnostics } = parse(source)
  // What is written here always parses; were it not so, a half-printed program would hide it.
  if (hasErrors(diagnostics))
    throw new Error(`the imported program does not parse: ${diagnostics[0]?.message}`)
  return print(module, source)
}

function isShort({ fields, doc }: Draft): boolean {
  return fields === undefined && doc === undefined
}

/** `# not carried over (dvc.yaml:12): …`, one a line. */
function notes(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
): readonly string[] {
  return diagnostics.flatMap(({ code, message, location }) => {
    const source = location && sources.get(location.file)
    const place = location && source ? ` ${location.file}:${source.position(location.start).line}` : ''
    return wrapped(`${code}${place}: ${oneLine(message)}`)
  })
}

/** A comment of as many lines as a page is wide for; the later ones are set in. */
function wrapped(note: string): readonly string[] {
  const lines: string[] = []
  let line = '#'
  for (const word of note.split(' ')) {
    if (line.length + 1 + word.length > 110 && line.trim() !== '#') {
      lines.push(line)
      line = `#   ${word}`
    } else line += ` ${word}`
  }
  return [...lines, line]
}

function declarationLines({ kind, name, doc, fields, value }: Draft): readonly string[] {
  const documented =
    doc === undefined
      ? []
      : doc
          .trim()
          .split('\n')
          .map((text) => `## ${oneLine(text)}`.trimEnd())
  if (fields === undefined) return [...documented, `${kind} ${name}${value ?? ''}`]
  const entries = fields.map(([key, written]) => `  ${writeKey(key)}: ${written}`)
  return [...documented, `${kind} ${name} {`, ...entries, '}']
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

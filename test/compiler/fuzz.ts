import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Diagnostic } from '../../src/base/diagnostics/diagnostic.ts'
import { compile } from '../../src/compiler/compile.ts'
import { programText } from '../../src/ir/canonical.ts'
import { mutate, randomStream, wordsOf } from '../parser/mutate.ts'
import { memoryHost } from './memory-host.ts'

/** What a fuzzer starts from: programs, and the files that stand beside them. */
export interface Corpus {
  readonly programs: readonly string[]
  readonly files: Readonly<Record<string, string>>
  /** Every word of every program: what is put where it does not belong. */
  readonly words: readonly string[]
}

/** Reads the corpus from the folder of cases. */
export function readCorpus(cases: string): Corpus {
  const programs: string[] = []
  const files: Record<string, string> = {}
  for (const entry of readdirSync(cases, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const text = readFileSync(path, 'utf8')
    if (entry.name === 'program.pipe') programs.push(text)
    else files[relative(cases, path).split('/').slice(1).join('/')] = text
  }
  const words = programs.flatMap((text) => wordsOf(text).map(({ start, end }) => text.slice(start, end)))
  return { programs, files, words: [...new Set(words)] }
}

/** A damaged program: by the seed, the same each time. */
export function damagedProgram({ programs, words }: Corpus, seed: number): string {
  const random = randomStream(seed)
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  let text = pick(programs) ?? ''
  if (random() < 0.3) text = `${text}\n${pick(programs) ?? ''}`
  for (let change = Math.floor(random() * 4); change > 0; change--) {
    const word = pick(wordsOf(text))
    if (word) text = `${text.slice(0, word.start)}${pick(words) ?? ''}${text.slice(word.end)}`
  }
  return random() < 0.5 ? mutate(text, seed) : text
}

/** What is wrong with how the compiler took a program; `undefined` when nothing is. */
export function faultOf(text: string, files: Corpus['files']): string | undefined {
  try {
    const { program, diagnostics } = compile(memoryHost({ ...files, 'program.pipe': text }), 'program.pipe')
    if (program) programText(program)
    const hasErrors = diagnostics.some(({ severity }) => severity === 'error')
    if (!program && !hasErrors) return 'there is neither a program nor an error'
    return diagnostics.map((diagnostic) => faultOfDiagnostic(diagnostic, text, files)).find((fault) => fault)
  } catch (error) {
    return error instanceof Error ? `${error.stack}` : String(error)
  }
}

function faultOfDiagnostic(
  { message, hint, location, code }: Diagnostic,
  text: string,
  files: Corpus['files'],
): string | undefined {
  const words = `${message} ${hint ?? ''}`
  if (/undefined|\[object|NaN(?! or)|Infinity/.test(words) && !/undefined|NaN|Infinity/.test(text)) {
    return `${code} says: ${words}`
  }
  // What is no text at all has lines, but no place in it.
  if (!location) return code === 'PIPE2037' ? undefined : `${code} has no place: ${message}`
  const { start, end } = location
  const pointed = location.file === 'program.pipe' ? text : files[location.file]
  const inside = pointed !== undefined && start >= 0 && start <= end && end <= pointed.length
  return inside ? undefined : `${code} points to ${location.file} ${start}..${end}: ${message}`
}

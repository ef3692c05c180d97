import { expect } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostics/diagnostic.ts'
import { type Compilation, type CompileOptions, compile } from '../../src/compiler/compile.ts'
import type { Node, Program } from '../../src/ir/program.ts'
import { memoryHost } from './memory-host.ts'

/** Files beside the program that many tests use: the first rows of a table with a gap in it. */
export const penguins = [
  'species,island,bill_length,bill_depth,body_mass,year',
  'Adelie,Torgersen,39.1,18.7,3750,2007',
  'Adelie,Torgersen,NA,17.4,3800,2007',
  'Gentoo,Biscoe,46.1,13.2,4500,2008',
  'Chinstrap,Dream,46.5,17.9,3500,2009',
  '',
].join('\n')

type Files = Readonly<Record<string, string>>

/** Compiles a text as `main.pipe`, in memory, beside `penguins.csv` and what else is given. */
export function compileText(text: string, files: Files = {}, options: CompileOptions = {}): Compilation {
  const host = memoryHost({ 'penguins.csv': penguins, 'main.pipe': text, ...files })
  return compile(host, 'main.pipe', options)
}

/** A problem as tests write it: its severity where it is a warning, its sentence, and the text that it points at. */
interface Expected {
  readonly message: string
  readonly at?: string
  readonly hint?: string
}

function shown(
  { message, location, hint }: Diagnostic,
  text: string,
  expected: Expected | undefined,
): Expected {
  return {
    message,
    ...(expected?.at !== undefined && { at: location ? text.slice(location.start, location.end) : '' }),
    ...(expected?.hint !== undefined && { hint: hint ?? '' }),
  }
}

function expectProblems(text: string, severity: string, expected: readonly Expected[], files: Files): void {
  const { diagnostics } = compileText(text, files)
  const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity)
  expect(found.map((diagnostic, index) => shown(diagnostic, text, expected[index]))).toEqual(expected)
}

/** Exactly these errors, in order of place. */
export function expectErrors(text: string, expected: readonly Expected[], files: Files = {}): void {
  expectProblems(text, 'error', expected, files)
}

/** Exactly these warnings, and no error. */
export function expectWarnings(text: string, expected: readonly Expected[], files: Files = {}): void {
  expectProblems(text, 'error', [], files)
  expectProblems(text, 'warning', expected, files)
}

/** No problem at all. */
export function expectValid(text: string, files: Files = {}): Program {
  const { diagnostics, program } = compileText(text, files)
  expect(diagnostics.map(({ message }) => message)).toEqual([])
  if (!program) throw new Error('a valid program has an IR')
  return program
}

/** A node of a valid program. */
export function nodeOf(program: Program, name: string): Node {
  const node = program.nodes.find((candidate) => candidate.name === name)
  if (!node) throw new Error(`no node ${name}`)
  return node
}

import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import type { SourceText } from '../base/source.ts'
import type { Module } from './ast.ts'
import { Grammar } from './grammar.ts'
import { lex } from './lexer.ts'
import { LexicalProblems } from './lexical-problems.ts'
import { readModule } from './module-reader.ts'
import { ItemReader } from './recovery.ts'
import { type Cut, mostProblems, type Scanner } from './scanner.ts'

let grammar: Grammar | undefined

/**
 * Reads a text as far as it can be read. Always gives a module, with every item that parses; what does not parse is
 * told in the diagnostics, in order of position. Never throws, whatever the text.
 */
export function parse(source: SourceText): { module: Module; diagnostics: readonly Diagnostic[] } {
  grammar ??= new Grammar(true)
  const scanner = scan(source)
  const lexical = new LexicalProblems(scanner)
  const reader = new ItemReader(source.file, grammar, scanner.docs, lexical)
  const items = readModule(scanner, reader)
  const { file, text } = source
  const module: Module = {
    kind: 'module',
    start: 0,
    end: text.length,
    file,
    items,
    comments: scanner.comments,
  }
  const diagnostics = inOrder([...scanner.diagnostics, ...reader.diagnostics])
  const last = diagnostics[mostProblems - 1]?.location
  if (last) diagnostics.splice(mostProblems, diagnostics.length, diagnose(syntaxProblems.tooMany, {}, last))
  return { module, diagnostics }
}

/**
 * Brackets and texts reach as far as they reach when all are closed. Else the heads in column 0 bound the damage; and
 * within a declaration whose brackets don't balance the indentation counts, unless that makes more problems than it
 * explains.
 */
function scan(source: SourceText): Scanner {
  const free = lex(source, 'never')
  if (free.unbalanced.size === 0 && !free.openText) return free
  let cut: Cut = free.openText ? 'everything' : 'brackets'
  let bounded = lex(source, cut)
  if (bounded.openText && cut === 'brackets') {
    cut = 'everything'
    bounded = lex(source, cut)
  }
  if (bounded.unbalanced.size === 0) return bounded
  const indented = lex(source, cut, bounded.unbalanced)
  return indented.diagnostics.length <= bounded.diagnostics.length ? indented : bounded
}

function inOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort((a, b) => (a.location?.start ?? 0) - (b.location?.start ?? 0))
}

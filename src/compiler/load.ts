import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../base/diagnostics/name-problems.ts'
import { textFault } from '../base/diagnostics/text-fault.ts'
import { failed, ok, type Result } from '../base/result.ts'
import { SourceText } from '../base/source.ts'
import type { Module } from '../parser/ast.ts'
import { parse } from '../parser/parse.ts'
import type { CompilerHost, LibraryFile } from './host.ts'
import { Library } from './signatures/library.ts'

/** A program's text and its tree. */
export interface Loaded {
  readonly source: SourceText
  readonly module: Module
  /** What did not parse. */
  readonly syntaxErrors: readonly Diagnostic[]
}

/** Reads and parses a program; what does not parse is told, and the rest goes on. */
export function load(host: CompilerHost, file: string): Result<Loaded> {
  const text = host.readText(file)
  if (text === undefined) return failed(diagnose(nameProblems.unreadableProgram, { path: file }))
  const source = new SourceText(file, text)
  const fault = textFault(source)
  if (fault) return failed(fault)
  const { module, diagnostics } = host.parse?.(source) ?? parse(source)
  return ok({ source, module, syntaxErrors: diagnostics })
}

/** A host that gives the same files again, as an editor's does, gets the same library with what is parsed of it. */
const libraries = new WeakMap<readonly LibraryFile[], Library>()

/** The standard library of the host; one that is not there is an installation gone wrong. */
export function loadLibrary(host: CompilerHost): Result<Library> {
  const files = host.library()
  const known = libraries.get(files)
  if (known) return ok(known)
  if (files.length > 0) {
    const library = new Library(files)
    libraries.set(files, library)
    return ok(library)
  }
  return failed(diagnose(nameProblems.libraryBroken, { reason: 'its files are missing' }))
}

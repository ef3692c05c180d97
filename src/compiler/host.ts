import type { parse } from '../parser/parse.ts'
import type { StartReader } from '../tables/sample-table.ts'

/** One file of the standard library: its name, such as `kinds.pipe`, and its text. */
export interface LibraryFile {
  readonly name: string
  readonly text: string
}

/**
 * All that compiling sees of the outside world: files, by path. Tests give it a world in memory. Paths are
 * `/`-separated; relative ones are relative to the host's working folder. Nothing is ever written.
 */
export interface CompilerHost extends StartReader {
  /** The files of the standard library, in any order. */
  library(): readonly LibraryFile[]
  /** The text of a file; `undefined` when there is none or it can't be read. */
  readText(path: string): string | undefined
  kind(path: string): 'file' | 'folder' | undefined
  /** Names in a folder, in any order; empty when there is none. */
  list(folder: string): readonly string[]
  /** The absolute path without links; the absolute path itself when nothing is there. */
  realPath(path: string): string
  /** A parser that keeps what it read before, as an editor has one; the plain one when absent. */
  readonly parse?: typeof parse
}

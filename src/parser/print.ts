import type { SourceText } from '../base/source.ts'
import type { Module } from './ast.ts'
import { Layout } from './layout.ts'
import { PagePrinter } from './print-page.ts'

/**
 * A module in the one format: heads in column 0, two spaces a level, every comment kept, at most one empty line
 * between things. Rows that were on one line stay there when they fit into 110 columns; those over several lines get
 * one member a line. Printing what was printed changes nothing, and parsing it gives the same tree.
 *
 * The module must come from `parse` of this source without errors: what did not parse is not in the tree and would be
 * lost. Nodes made by a program (spans of length 0) are written from their values.
 */
export function print(module: Module, source: SourceText): string {
  return new PagePrinter(new Layout(module, source.text)).module(module)
}

import type { TextEdit } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { hasErrors } from '../../base/diagnostics/diagnostic.ts'
import { textFault } from '../../base/diagnostics/text-fault.ts'
import { SourceText } from '../../base/source.ts'
import { parse } from '../../parser/parse.ts'
import { print } from '../../parser/print.ts'
import { rangeOf } from '../places.ts'

/** The edit that puts a document into the one format; none for a text that does not parse, of which some would be lost. */
export function formatting(document: TextDocument): readonly TextEdit[] {
  const text = document.getText()
  const source = new SourceText(document.uri, text)
  if (textFault(source)) return []
  const { module, diagnostics } = parse(source)
  if (hasErrors(diagnostics)) return []
  const formatted = print(module, source)
  if (formatted === text) return []
  // What stays the same at both ends is left alone, so that cursors and marks there stay too.
  const start = sameStart(text, formatted)
  const same = sameEnd(text, formatted, start)
  const range = rangeOf(document, { start, end: text.length - same })
  return [{ range, newText: formatted.slice(start, formatted.length - same) }]
}

function sameStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length++
  // An edit within `\r\n` or a surrogate pair is none that every client can do.
  return a.lastIndexOf('\n', length - 1) + 1
}

function sameEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start
  let length = 0
  while (length < most && a.charCodeAt(a.length - length - 1) === b.charCodeAt(b.length - length - 1))
    length++
  const line = a.indexOf('\n', a.length - length)
  return line < 0 ? 0 : a.length - line - 1
}

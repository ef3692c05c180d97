import type { Location as LspLocation, Range } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Location, Span } from '../base/source.ts'

/** A span in the lines and UTF-16 columns of the protocol. */
export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) }
}

/** Finds the document that a location lies in; the library's files are none. */
export type DocumentFinder = (file: string) => TextDocument | undefined

/** A place as the protocol says it. */
export function locationOf(find: DocumentFinder, location: Location): LspLocation | undefined {
  const document = find(location.file)
  return document && { uri: document.uri, range: rangeOf(document, location) }
}

/** The offsets of a range of the protocol. */
export function offsetsOf(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) }
}

import { TextDocument } from 'vscode-languageserver-textdocument'
import type { SourceText } from '../base/source.ts'
import { type Look, look } from '../compiler/editor/look.ts'
import type { CompilerHost } from '../compiler/host.ts'
import type { Module } from '../parser/ast.ts'
import { ParseMemory } from '../parser/parse-memory.ts'
import { type OverlayHost, overlayHost } from './overlay-host.ts'
import { pathOf, uriOf } from './paths.ts'
import type { DocumentFinder } from './places.ts'

/** A document as it stands, with all that is known of it: what every feature begins with. */
export interface View {
  readonly document: TextDocument
  readonly file: string
  readonly module: Module
  readonly look: Look
  readonly find: DocumentFinder
}

/** The documents that are open, and what is known of each, worked out when it is asked for and kept until it changes. */
export class Workspace {
  readonly host: OverlayHost
  /** For documents that have no file yet. */
  folder: string
  private readonly open = new Map<string, TextDocument>()
  private readonly looks = new Map<string, Look>()
  /** What was known last, even if the text has changed since. */
  private readonly lastLooks = new Map<string, Look>()
  /** For texts that are only asked about: their pieces are kept apart from those of the documents. */
  private readonly askedParser = new ParseMemory()
  /** Documents made of texts that are not open. */
  private readonly closed = new WeakMap<SourceText, TextDocument>()

  constructor(disk: CompilerHost, folder: string) {
    this.folder = folder
    const host = overlayHost(disk, (path) => this.open.get(path)?.getText())
    this.host = { ...host, parse: new ParseMemory().parse }
  }

  pathOf(uri: string): string {
    return pathOf(uri, this.folder)
  }

  documents(): readonly TextDocument[] {
    return [...this.open.values()]
  }

  document(uri: string): TextDocument | undefined {
    return this.open.get(this.pathOf(uri))
  }

  /**
   * A document was opened, or its text is another: what was known of programs that read it is so no more. Gives these
   * programs, itself the last.
   */
  update(document: TextDocument): readonly string[] {
    const path = this.pathOf(document.uri)
    // A file that was not there may be what any program lacked.
    const readers = this.open.has(path) ? this.readersOf(path) : [...this.open.keys()]
    this.open.set(path, document)
    for (const program of [...readers, path]) this.looks.delete(program)
    return [...readers.filter((program) => program !== path), path]
  }

  close(uri: string): void {
    this.open.delete(this.pathOf(uri))
    this.lastLooks.delete(this.pathOf(uri))
    this.forget()
  }

  /** Something on the disk has changed. */
  forget(): void {
    this.host.forget()
    this.looks.clear()
  }

  /** The open programs that read a file, itself among them. */
  readersOf(path: string): readonly string[] {
    return [...this.open.keys()].filter(
      (file) => file === path || this.looks.get(file)?.sources.has(path) === true,
    )
  }

  look(file: string): Look {
    const known = this.looks.get(file)
    if (known) return known
    const made = look(this.host, file)
    this.looks.set(file, made)
    this.lastLooks.set(file, made)
    return made
  }

  /** Absent for a document that is not open, or that is no text. */
  view(uri: string): View | undefined {
    const file = this.pathOf(uri)
    const document = this.open.get(file)
    if (!document) return undefined
    return this.viewOf(document, file, this.look(file))
  }

  /** The same with what was known last, for who asks about a text that is not there yet anyhow. */
  lastView(uri: string): View | undefined {
    const file = this.pathOf(uri)
    const document = this.open.get(file)
    return document && this.viewOf(document, file, this.lastLooks.get(file) ?? this.look(file))
  }

  private viewOf(document: TextDocument, file: string, known: Look): View | undefined {
    const module = known.modules.get(file)
    return module && { document, file, module, look: known, find: (path) => this.find(known, path) }
  }

  /** The document of a file that a program reads. */
  find({ sources }: Look, file: string): TextDocument | undefined {
    const open = this.open.get(file)
    if (open) return open
    const source = sources.get(file)
    if (!source) return undefined
    const known = this.closed.get(source) ?? TextDocument.create(uriOf(file), 'pipe', 0, source.text)
    this.closed.set(source, known)
    return known
  }

  /** What is known around one place when the text is another: for questions about words that are not there yet. */
  lookAround(file: string, text: string, offset: number): Look {
    return look(this.hostWith(new Map([[file, text]])), file, offset)
  }

  /** The host when some texts are others. */
  hostWith(texts: ReadonlyMap<string, string>): CompilerHost {
    const { host } = this
    const readText = (path: string) => texts.get(path) ?? host.readText(path)
    return { ...host, readText, parse: this.askedParser.parse }
  }
}

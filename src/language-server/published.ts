import type { Diagnostic as LspDiagnostic } from 'vscode-languageserver'
import { toProtocol } from './protocol-diagnostics.ts'
import type { Workspace } from './workspace.ts'

/** What a client shows of a document. */
export interface Publication {
  readonly uri: string
  readonly version?: number
  readonly diagnostics: LspDiagnostic[]
}

/** The problems that are shown, by the program in which they were found: a file may be part of several. */
export class Published {
  private readonly workspace: Workspace
  private readonly byProgram = new Map<string, ReadonlyMap<string, readonly LspDiagnostic[]>>()

  constructor(workspace: Workspace) {
    this.workspace = workspace
  }

  /** Checks a program; gives what is now to be shown of each document that it has, or had, something to say of. */
  check(program: string, uri: string): readonly Publication[] {
    const look = this.workspace.look(program)
    const found = new Map<string, LspDiagnostic[]>([[uri, []]])
    const find = (file: string) => this.workspace.find(look, file)
    for (const diagnostic of look.diagnostics) {
      const place = diagnostic.location && find(diagnostic.location.file)?.uri
      const list = found.get(place ?? uri)
      const shown = toProtocol(find, diagnostic)
      if (list) list.push(shown)
      else found.set(place ?? uri, [shown])
    }
    return this.replace(program, found)
  }

  /** A program was closed: what it said is shown no more. */
  drop(program: string): readonly Publication[] {
    return this.replace(program, new Map())
  }

  private replace(
    program: string,
    found: ReadonlyMap<string, readonly LspDiagnostic[]>,
  ): readonly Publication[] {
    const before = this.byProgram.get(program)
    if (found.size > 0) this.byProgram.set(program, found)
    else this.byProgram.delete(program)
    return [...new Set([...(before?.keys() ?? []), ...found.keys()])].map((uri) => this.publication(uri))
  }

  /** Two programs that read one file say the same of it: each problem once. */
  private publication(uri: string): Publication {
    const diagnostics = new Map<string, LspDiagnostic>()
    for (const found of this.byProgram.values()) {
      for (const diagnostic of found.get(uri) ?? []) diagnostics.set(JSON.stringify(diagnostic), diagnostic)
    }
    const version = this.workspace.document(uri)?.version
    return { uri, ...(version !== undefined && { version }), diagnostics: [...diagnostics.values()] }
  }
}

import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver'
import type { LastRun, LastRunFinder } from './last-run.ts'
import type { Publication } from './published.ts'
import type { View, Workspace } from './workspace.ts'

interface SessionOptions {
  readonly lastRun: LastRunFinder
  readonly version: string
}

/** One client: what it can do, where it works, and how it is told things. */
export class Session {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly version: string
  client: ClientCapabilities = {}
  /** Paths of the folders that the client works in. */
  folders: readonly string[] = []
  private readonly lastRunFinder: LastRunFinder

  constructor(connection: Connection, workspace: Workspace, { lastRun, version }: SessionOptions) {
    this.connection = connection
    this.workspace = workspace
    this.version = version
    this.lastRunFinder = lastRun
  }

  get takesSnippets(): boolean {
    return this.client.textDocument?.completion?.completionItem?.snippetSupport === true
  }

  publish(publications: readonly Publication[]): void {
    for (const publication of publications) void this.connection.sendDiagnostics(publication)
  }

  /** The last run of a document's program; a store that can't be read is no reason for a hover to fail. */
  async lastRun({ look, file }: View): Promise<LastRun | undefined> {
    try {
      return await this.lastRunFinder(look.root, this.workspace.host.realPath(file))
    } catch (error) {
      this.log('last run', error)
      return undefined
    }
  }

  /** A fault of ours costs one answer, and is told in the client's log. */
  guard<T>(what: string, work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      if (error instanceof ResponseError) throw error
      this.log(what, error)
      return undefined
    }
  }

  /**
   * Answers a question about a document: `otherwise` when it is not open or no text, or when we have a fault. What was
   * cancelled before its turn came is not worked out. `isAboutLast`: what was known some keystrokes ago will do.
   */
  answer<P extends { readonly textDocument: { readonly uri: string } }, A>(
    what: string,
    otherwise: A,
    find: (view: View, parameters: P) => A | Promise<A>,
    isAboutLast = false,
  ): (parameters: P, token: CancellationToken) => Promise<A> {
    return async (parameters, token) => {
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
      try {
        const { uri } = parameters.textDocument
        const view = isAboutLast ? this.workspace.lastView(uri) : this.workspace.view(uri)
        return view ? await find(view, parameters) : otherwise
      } catch (error) {
        if (error instanceof ResponseError) throw error
        this.log(what, error)
        return otherwise
      }
    }
  }

  private log(what: string, error: unknown): void {
    this.connection.console.error(
      `${what}: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
    )
  }
}

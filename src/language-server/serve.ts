import type { Readable, Writable } from 'node:stream'
import { createConnection, ProposedFeatures, TextDocuments, type WatchDog } from 'vscode-languageserver'
import { createProtocolConnection } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { CompilerHost } from '../compiler/host.ts'
import { answerRequests } from './answer-requests.ts'
import { CheckSchedule } from './check-schedule.ts'
import type { LastRunFinder } from './last-run.ts'
import { Published } from './published.ts'
import { Session } from './session.ts'
import { SoundFrames } from './sound-frames.ts'
import { Workspace } from './workspace.ts'

/** What the server is given by whoever starts it. */
export interface ServerOptions {
  readonly input: Readable
  readonly output: Writable
  readonly disk: CompilerHost
  /** The working folder: where documents without a file are taken to be. */
  readonly folder: string
  readonly lastRun: LastRunFinder
  readonly version: string
}

/** Serves one client until it leaves: 0 when it said goodbye as the protocol asks, else 1. */
export function serve(options: ServerOptions): Promise<0 | 1> {
  return new Promise((end) => {
    const watch = watchDog((code) => {
      schedule.stop()
      end(code)
    })
    const { input, output } = options
    // A client that dies closes the stream, or is gone.
    input.on('end', () => watch.exit(watch.shutdownReceived ? 0 : 1))
    output.on('error', () => watch.exit(1))
    const connection = createConnection(
      (logger) => createProtocolConnection(input.pipe(new SoundFrames()), output, logger),
      watch,
      ProposedFeatures.all,
    )
    const workspace = new Workspace(options.disk, options.folder)
    const session = new Session(connection, workspace, options)
    const published = new Published(workspace)
    const schedule = new CheckSchedule((file) =>
      session.guard('check', () => {
        const document = workspace.documents().find(({ uri }) => workspace.pathOf(uri) === file)
        if (document) session.publish(published.check(file, document.uri))
      }),
    )

    const documents = new TextDocuments(TextDocument)
    documents.onDidChangeContent(({ document }) => {
      // The last one is checked first.
      for (const program of workspace.update(document)) schedule.request(program)
    })
    documents.onDidClose(({ document }) => {
      const path = workspace.pathOf(document.uri)
      workspace.close(document.uri)
      schedule.forget(path)
      session.publish(published.drop(path))
      recheckAll()
    })
    connection.onDidChangeWatchedFiles(() => {
      workspace.forget()
      recheckAll()
    })
    function recheckAll(): void {
      for (const { uri } of workspace.documents()) schedule.request(workspace.pathOf(uri))
    }
    answerRequests(session)
    documents.listen(connection)
    connection.listen()
  })
}

/** Asked for so often, in milliseconds, whether the process that started us still lives. */
const parentInterval = 3_000

function watchDog(end: (code: 0 | 1) => void): WatchDog {
  let parent: NodeJS.Timeout | undefined
  const dog: WatchDog = {
    shutdownReceived: false,
    initialize({ processId }) {
      if (typeof processId !== 'number') return
      parent = setInterval(() => {
        if (!isAlive(processId)) dog.exit(dog.shutdownReceived ? 0 : 1)
      }, parentInterval)
    },
    exit(code) {
      clearInterval(parent)
      end(code === 0 ? 0 : 1)
    },
  }
  return dog
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

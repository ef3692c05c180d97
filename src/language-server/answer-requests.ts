import { DidChangeWatchedFilesNotification } from 'vscode-languageserver'
import { capabilities } from './capabilities.ts'
import { completion } from './completion/completion.ts'
import { codeActions } from './features/code-actions.ts'
import { codeLenses } from './features/code-lenses.ts'
import { definition } from './features/definition.ts'
import { documentSymbols } from './features/document-symbols.ts'
import { foldingRanges } from './features/folding.ts'
import { formatting } from './features/formatting.ts'
import { inlayHints } from './features/inlay-hints.ts'
import { highlights, references } from './features/references.ts'
import { prepareRename, rename } from './features/rename.ts'
import { semanticTokens } from './features/semantic-tokens.ts'
import { signatureHelp } from './features/signature-help.ts'
import { workspaceSymbols } from './features/workspace-symbols.ts'
import { hover } from './hover/hover.ts'
import { offsetsOf } from './places.ts'
import type { Session } from './session.ts'

/** Every request that the server answers, each by its feature. */
export function answerRequests(session: Session): void {
  const { connection, workspace } = session
  const answer = session.answer.bind(session)
  startUp(session)

  connection.onCompletion(
    answer(
      'completion',
      null,
      (view, { position }) =>
        completion(workspace, view, view.document.offsetAt(position), session.takesSnippets),
      true,
    ),
  )
  connection.onHover(
    answer('hover', null, async (view, { position }) =>
      hover(view, view.document.offsetAt(position), await session.lastRun(view)),
    ),
  )
  connection.onSignatureHelp(
    answer(
      'signature help',
      null,
      (view, { position }) => signatureHelp(workspace, view, view.document.offsetAt(position)),
      true,
    ),
  )
  connection.onDefinition(
    answer('definition', null, (view, { position }) => definition(view, view.document.offsetAt(position))),
  )
  connection.onReferences(
    answer('references', null, (view, { position, context }) => [
      ...references(workspace, view, view.document.offsetAt(position), context.includeDeclaration),
    ]),
  )
  connection.onDocumentHighlight(
    answer('highlights', null, (view, { position }) => [
      ...highlights(view, view.document.offsetAt(position)),
    ]),
  )
  connection.onPrepareRename(
    answer('prepare rename', null, (view, { position }) =>
      prepareRename(view, view.document.offsetAt(position)),
    ),
  )
  connection.onRenameRequest(
    answer('rename', null, (view, { position, newName }) =>
      rename(workspace, view, view.document.offsetAt(position), newName),
    ),
  )
  connection.onDocumentSymbol(
    answer('symbols', null, ({ document, module }) => [...documentSymbols(document, module)]),
  )
  connection.onWorkspaceSymbol(
    ({ query }) =>
      session.guard('workspace symbols', () => workspaceSymbols(workspace, session.folders, query)) ?? null,
  )
  connection.onCodeAction(answer('code actions', null, (view, { range }) => [...codeActions(view, range)]))
  connection.onCodeLens(answer('code lenses', null, (view) => [...codeLenses(view)]))
  connection.onDocumentFormatting(answer('formatting', null, ({ document }) => [...formatting(document)]))
  connection.onFoldingRanges(
    answer('folding', null, ({ document, module }) => [...foldingRanges(document, module)]),
  )
  connection.languages.inlayHint.on(
    answer('inlay hints', null, (view, { range }) => [...inlayHints(view, offsetsOf(view.document, range))]),
  )
  connection.languages.semanticTokens.on(
    answer('semantic tokens', { data: [] }, (view) => semanticTokens(view)),
  )
  connection.languages.semanticTokens.onRange(
    answer('semantic tokens', { data: [] }, (view, { range }) =>
      semanticTokens(view, offsetsOf(view.document, range)),
    ),
  )
}

/** Files that a program may read, beside programs themselves. */
const watched = '**/*.{pipe,csv,tsv,json,jsonl,ndjson,js,mjs}'

function startUp(session: Session): void {
  const { connection, workspace } = session
  connection.onInitialize((parameters) => {
    session.client = parameters.capabilities
    const uris = (parameters.workspaceFolders ?? []).map(({ uri }) => uri)
    const [first, ...others] = (uris.length > 0 ? uris : [parameters.rootUri ?? undefined]).flatMap((uri) =>
      uri === undefined ? [] : [workspace.pathOf(uri)],
    )
    session.folders = first === undefined ? [] : [first, ...others]
    if (first !== undefined) workspace.folder = first
    return { capabilities, serverInfo: { name: 'pipe', version: session.version } }
  })
  connection.onInitialized(() => {
    if (!session.client.workspace?.didChangeWatchedFiles?.dynamicRegistration) return
    void connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: watched }],
    })
  })
}

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as vscode from 'vscode'
import { LanguageClient, State } from 'vscode-languageclient/node'

let client: LanguageClient | undefined

/** Starts `pipe lsp` when a program is first opened, and offers the commands of its lenses. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const register = (name: string, action: (...words: never[]) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, action))
  register('pipewright.run', (uri?: string, node?: string) =>
    inTerminal(uri, (file) => ['run', file, ...(typeof node === 'string' ? ['--only', node] : [])]),
  )
  register('pipewright.plan', (uri?: string) => inTerminal(uri, (file) => ['plan', file]))
  register('pipewright.graph', (uri?: string) => inTerminal(uri, (file) => ['graph', file]))
  register('pipewright.restart', restart)
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('pipewright.command')) void restart()
    }),
  )
  await restart()
}

export async function deactivate(): Promise<void> {
  await client?.dispose()
}

async function restart(): Promise<void> {
  await client?.dispose()
  const command = pipeFor(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath)
  client = new LanguageClient(
    'pipewright',
    'Pipewright',
    // A shell finds `pipe.cmd` where npm has put one.
    { command, args: ['lsp'], options: { shell: process.platform === 'win32' } },
    { documentSelector: [{ language: 'pipe' }] },
  )
  try {
    await client.start()
  } catch {
    if (client.state === State.Running) return
    const settings = 'Open Settings'
    const chosen = await vscode.window.showErrorMessage(
      `\`${command} lsp\` can't be started. Install Pipewright, or set where \`pipe\` is.`,
      settings,
    )
    if (chosen === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'pipewright.command')
    }
  }
}

/** The command as set, that of the nearest `node_modules` upward in a trusted folder, or the one on the PATH. */
function pipeFor(start: string | undefined): string {
  const set = vscode.workspace.getConfiguration('pipewright').get<string>('command', '')
  if (set !== '') return set
  if (!vscode.workspace.isTrusted) return 'pipe'
  for (let folder = start; folder !== undefined; ) {
    const local = join(folder, 'node_modules/.bin', process.platform === 'win32' ? 'pipe.cmd' : 'pipe')
    if (existsSync(local)) return local
    folder = dirname(folder) === folder ? undefined : dirname(folder)
  }
  return 'pipe'
}

/** Runs `pipe` on a program where a person can see it; the words are handed over one by one, so that no shell reads them. */
async function inTerminal(
  uri: string | undefined,
  wordsFor: (file: string) => readonly string[],
): Promise<void> {
  const document =
    typeof uri === 'string' ? vscode.Uri.parse(uri) : vscode.window.activeTextEditor?.document.uri
  if (document?.scheme !== 'file') return
  await vscode.workspace.save(document)
  const folder = vscode.workspace.getWorkspaceFolder(document)?.uri.fsPath ?? dirname(document.fsPath)
  const [verb = '', ...words] = wordsFor(document.fsPath)
  const execution = new vscode.ProcessExecution(pipeFor(folder), [verb, ...words], { cwd: folder })
  const scope = vscode.workspace.getWorkspaceFolder(document) ?? vscode.TaskScope.Workspace
  const task = new vscode.Task({ type: 'pipewright', verb }, scope, `pipe ${verb}`, 'pipewright', execution)
  task.presentationOptions = { clear: true, showReuseMessage: false }
  await vscode.tasks.executeTask(task)
}

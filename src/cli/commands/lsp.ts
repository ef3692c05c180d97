import { nodeHost } from '../../compiler/node-host.ts'
import { serve } from '../../language-server/serve.ts'
import { lastRunOf } from '../last-run.ts'
import type { ExitCode } from '../terminal.ts'

/** `pipe lsp`: the language server, over standard input and output. */
export async function lsp(version: string): Promise<ExitCode> {
  const code = await serve({
    input: process.stdin,
    output: process.stdout,
    disk: nodeHost(),
    folder: process.cwd(),
    lastRun: lastRunOf,
    version,
  })
  // An open input would keep the process alive.
  process.stdin.destroy()
  return code
}

import { createReporter } from '../../reporters/reporter.ts'
import { exec as execNode } from '../../runtime/run.ts'
import { listenForCancellation } from '../cancellation.ts'
import { withLocations } from '../node-locations.ts'
import { exitOfDiagnostics } from '../outcome.ts'
import { loadProject, type SettingOptions } from '../project.ts'
import { openStoreOf } from '../store-here.ts'
import { type ExitCode, exitCodes, printDiagnostics, wantsColor } from '../terminal.ts'

export interface ExecOptions extends SettingOptions {
  readonly program?: string
  readonly force?: boolean
  readonly reporter: 'plain' | 'json'
}

/** `pipe exec <id>`: one node's work, whose inputs must be cached; what every engine's job calls. */
export async function exec(id: string, options: ExecOptions): Promise<ExitCode> {
  const project = await loadProject(options.program, options)
  if (typeof project === 'number') return project
  const store = await openStoreOf(project.root)
  if (typeof store === 'number') return store
  const cancellation = listenForCancellation()
  const located = withLocations(project)
  try {
    const reporter = await createReporter(options.reporter, {
      stdout: process.stdout,
      stdin: process.stdin,
      color: wantsColor(process.stdout),
      sources: project.sources,
    })
    const outcome = await execNode(
      project.program,
      store,
      id,
      {
        program: project.name,
        overrides: project.settings,
        ...(options.force && { force: options.force }),
        forceSignal: cancellation.force,
      },
      (event) => reporter.event(located(event)),
      cancellation.signal,
    )
    await reporter.finish()
    await printDiagnostics(outcome.diagnostics, project.sources)
    if (outcome.status === 'cancelled') return exitCodes.cancelled
    return outcome.status === 'success' ? exitCodes.done : exitOfDiagnostics(outcome.diagnostics)
  } finally {
    cancellation.release()
    store.close()
  }
}

import { relative, resolve } from 'node:path'
import { createReporter, type ReporterKind, suitableReporter } from '../../reporters/reporter.ts'
import { type RunOutcome, run as runProgram } from '../../runtime/run.ts'
import { listenForCancellation } from '../cancellation.ts'
import { readCount } from '../counts.ts'
import { withLocations } from '../node-locations.ts'
import { exitOfDiagnostics } from '../outcome.ts'
import { loadProject, type Project, type SettingOptions } from '../project.ts'
import { openStoreOf } from '../store-here.ts'
import { type ExitCode, exitCodes, print, printDiagnostics, wantsColor } from '../terminal.ts'
import { filesRead, nextChange } from '../watch.ts'

export interface RunOptions extends SettingOptions {
  readonly jobs?: string
  readonly only?: readonly string[]
  readonly until?: readonly string[]
  readonly force?: boolean
  readonly reporter?: ReporterKind
  readonly watch?: boolean
}

/** `pipe run`: plans, runs what is not there yet, and shows it. */
export async function run(argument: string | undefined, options: RunOptions): Promise<ExitCode> {
  const jobs = readCount('--jobs', options.jobs)
  if (!jobs.ok) {
    await printDiagnostics(jobs.diagnostics)
    return exitCodes.usage
  }
  const project = await loadProject(argument, options)
  if (!options.watch) return typeof project === 'number' ? project : runOnce(project, options, jobs.value)
  return runOnChange(argument, project, options, jobs.value)
}

async function runOnce(project: Project, options: RunOptions, jobs: number | undefined): Promise<ExitCode> {
  const store = await openStoreOf(project.root)
  if (typeof store === 'number') return store
  project.remember()
  const cancellation = listenForCancellation()
  const located = withLocations(project)
  try {
    const reporter = await createReporter(options.reporter ?? suitableReporter(process.stdout, process.env), {
      stdout: process.stdout,
      stdin: process.stdin,
      color: wantsColor(process.stdout),
      sources: project.sources,
      onCancel: cancellation.request,
    })
    const { only, until, force } = options
    const outcome = await runProgram(
      project.program,
      store,
      {
        program: project.name,
        overrides: project.settings,
        ...(jobs !== undefined && { jobs }),
        ...(only && { only }),
        ...(until && { until }),
        ...(force && { force }),
        forceSignal: cancellation.force,
      },
      (event) => reporter.event(located(event)),
      cancellation.signal,
    ).finally(() => reporter.finish())
    return await exitOf(outcome, project)
  } finally {
    cancellation.release()
    store.close()
  }
}

/** What was wrong before anything ran is told here; what happened in the run, the reporter has told. */
async function exitOf(outcome: RunOutcome, project: Project): Promise<ExitCode> {
  await printDiagnostics(outcome.diagnostics, project.sources)
  if (outcome.status === 'cancelled') return exitCodes.cancelled
  return outcome.status === 'success' ? exitCodes.done : exitOfDiagnostics(outcome.diagnostics)
}

async function runOnChange(
  argument: string | undefined,
  first: Project | ExitCode,
  options: RunOptions,
  jobs: number | undefined,
): Promise<ExitCode> {
  let project = first
  // A program with errors is still watched: the next save may mend it. A wrong command line is not.
  if (project === exitCodes.usage) return project
  let watched: readonly string[] = []
  for (;;) {
    if (typeof project !== 'number') {
      const exit = await runOnce(project, options, jobs)
      if (exit === exitCodes.cancelled) return exit
      const { sources, program, root } = project
      watched = [...filesRead(program, root), ...sourceFiles(sources.keys())]
    } else if (watched.length === 0) return project
    const cancellation = listenForCancellation()
    const change = nextChange(watched, cancellation.signal)
    print(`\nWatching ${watched.length} file${watched.length === 1 ? '' : 's'}; Ctrl-C ends.`)
    const changed = await change
    cancellation.release()
    if (changed === undefined) return exitCodes.done
    print(`${relative('.', changed)} changed`)
    project = await loadProject(argument, options)
  }
}

/** The program's own files; the library's, which are named in angle brackets, don't change. */
function sourceFiles(names: Iterable<string>): readonly string[] {
  return [...names].filter((name) => !name.startsWith('<')).map((name) => resolve(name))
}

import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../../base/diagnostics/usage-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import type { Program } from '../../ir/program.ts'
import type { RunFacts } from '../../pictures/graph.ts'
import { drawingOf, type FileFormat, type PictureOptions, pictureOf } from '../../pictures/picture.ts'
import { paint } from '../../reporters/text/styled-line.ts'
import { selectNodes } from '../../runtime/plan/selection.ts'
import type { RunRecord, Store } from '../../store/store.ts'
import { exitOfDiagnostics } from '../outcome.ts'
import { loadProject, type Project } from '../project.ts'
import { openStoreOf } from '../store-here.ts'
import { type ExitCode, exitCodes, print, printDiagnostics, wantsColor, widthOf } from '../terminal.ts'

export interface GraphOptions {
  readonly format?: FileFormat | 'text'
  readonly out?: string
  readonly theme: PictureOptions['theme']
  readonly direction: PictureOptions['direction']
  /** `true` without an id. */
  readonly run?: string | true
  readonly goal?: readonly string[]
  /** `true` without names. */
  readonly expand?: readonly string[] | true
  readonly json?: boolean
}

/** `pipe graph`: what depends on what, as a picture; with `--run` also how it ended. */
export async function graph(argument: string | undefined, options: GraphOptions): Promise<ExitCode> {
  const format = formatOf(options)
  if (!format.ok) {
    await printDiagnostics(format.diagnostics)
    return exitCodes.usage
  }
  const project = await loadProject(argument, {})
  if (typeof project === 'number') return project
  const selected = selectNodes(project.program, { only: options.goal ?? [] })
  const expanded = selectNodes(project.program, { only: nodesToExpand(project.program, options) })
  for (const result of [selected, expanded]) {
    if (result.ok) continue
    await printDiagnostics(result.diagnostics)
    return exitOfDiagnostics(result.diagnostics)
  }
  const run = await factsOf(project, options)
  if (typeof run === 'number') return run
  const program =
    selected.ok && options.goal ? partOf(project.program, selected.value.nodes) : project.program
  const expand = options.expand === true ? ('all' as const) : (options.expand ?? [])
  const { theme, direction } = options
  const picture = { theme, direction, expand, ...(run && { run }) }
  const text =
    format.value === 'text' ? drawn(program, picture, options) : pictureOf(program, format.value, picture)
  return options.out === undefined ? printed(text) : written(options.out, text)
}

const endings: Readonly<Record<string, FileFormat | 'text'>> = {
  svg: 'svg',
  mmd: 'mermaid',
  mermaid: 'mermaid',
  dot: 'dot',
  gv: 'dot',
  json: 'json',
  txt: 'text',
}

function formatOf({ format, out, json }: GraphOptions): Result<FileFormat | 'text'> {
  if (json) return ok('json')
  if (format !== undefined || out === undefined) return ok(format ?? 'text')
  const ending = /\.([a-z]+)$/i.exec(out)?.[1]?.toLowerCase() ?? ''
  const found = endings[ending]
  return found ? ok(found) : failed(diagnose(usageProblems.unknownPicture, { path: out }))
}

/** Of the names to expand those of nodes; components are named by the first part of the ids of what is in them. */
function nodesToExpand({ nodes }: Program, { expand }: GraphOptions): readonly string[] {
  if (expand === undefined || expand === true) return []
  const components = new Set(nodes.flatMap(({ id }) => id.split('--').slice(0, -1)))
  return expand.filter((name) => !components.has(name.replaceAll('_', '-')))
}

function partOf(program: Program, ids: ReadonlySet<string>): Program {
  return { ...program, nodes: program.nodes.filter(({ id }) => ids.has(id)) }
}

/** What the store knows of the run that is asked for; the exit code where there is none. */
async function factsOf(project: Project, { run }: GraphOptions): Promise<RunFacts | undefined | ExitCode> {
  if (run === undefined) return undefined
  const store = await openStoreOf(project.root)
  if (typeof store === 'number') return store
  try {
    const found = findRun(store, run === true ? 'last' : run, project.name)
    if (found.ok) return runFacts(store, found.value)
    await printDiagnostics(found.diagnostics)
    return exitCodes.usage
  } finally {
    store.close()
  }
}

function findRun(store: Store, wanted: string, program: string): Result<RunRecord> {
  const runs = store.runs()
  const found = runs.find((run) => (wanted === 'last' ? run.program === program : run.id === wanted))
  if (!found) {
    return failed(
      wanted === 'last'
        ? diagnose(usageProblems.noRunsYet, {})
        : diagnose(usageProblems.noSuchRun, { run: wanted }),
    )
  }
  if (found.program === program) return ok(found)
  return failed(
    diagnose(usageProblems.runOfAnother, { run: found.id, program: found.program, asked: program }),
  )
}

function runFacts(store: Store, { id, status, startedAt, finishedAt }: RunRecord): RunFacts {
  return {
    id,
    status,
    ...(finishedAt !== undefined && { duration: finishedAt - startedAt }),
    nodes: store.runNodes(id).map(({ node, status: ended, duration }) => ({ node, status: ended, duration })),
  }
}

function drawn(program: Program, picture: PictureOptions, { out }: GraphOptions): string {
  const color = out === undefined && wantsColor(process.stdout)
  const lines = drawingOf(program, widthOf(process.stdout), picture)
  return `${lines.map((line) => paint(line, color)).join('\n')}\n`
}

function printed(text: string): ExitCode {
  print(text)
  return exitCodes.done
}

/** Aside and moved in, so that a viewer that watches the file never sees half a picture. */
async function written(path: string, text: string): Promise<ExitCode> {
  const aside = `${path}.${process.pid}.new`
  try {
    writeFileSync(aside, text)
    renameSync(aside, path)
    return exitCodes.done
  } catch (error) {
    rmSync(aside, { force: true })
    await printDiagnostics([diagnose(usageProblems.pictureNotWritten, { path, reason: reasonOf(error) })])
    return exitCodes.failed
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EACCES: 'this user may not write there',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return reasons[code ?? ''] ?? error.message
}

import { existsSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { type Diagnostic, diagnose, hasErrors } from '../../base/diagnostics/diagnostic.ts'
import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { jsonReport } from '../../base/diagnostics/render-json.ts'
import { usageProblems } from '../../base/diagnostics/usage-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import type { SourceText } from '../../base/source.ts'
import { compile } from '../../compiler/compile.ts'
import type { CompilerHost } from '../../compiler/host.ts'
import { nodeHost } from '../../compiler/node-host.ts'
import { findImport } from '../../importers/find-file.ts'
import { type Imported, importFile } from '../../importers/import.ts'
import type { Origin } from '../../importers/origins.ts'
import { importHost } from '../import-host.ts'
import { type ExitCode, exitCodes, print, printDiagnostics, printJson } from '../terminal.ts'

export interface ImportOptions {
  readonly out?: string
  readonly from?: Origin
  readonly json?: boolean
}

/** `pipe import`: a dvc.yaml or a workflow of GitHub Actions as a program, and what of it could not be carried over. */
export async function importProgram(argument: string, options: ImportOptions): Promise<ExitCode> {
  const place = findPlace(argument, options.from)
  if (!place.ok) return refuse(place.diagnostics, options)
  const { folder, file, name } = place.value
  const out = options.out ?? join(folder, `${name}.pipe`)
  const problem = options.out === undefined ? undefined : problemOf(options.out, folder)
  if (problem) return refuse([problem], options)
  const imported = importFile(importHost(folder), file, { from: options.from, name })
  const checked = imported.program === undefined ? undefined : check(out, imported.program)
  const diagnostics = [...imported.diagnostics, ...(checked?.diagnostics ?? [])]
  const sources = new Map([...imported.sources, ...(checked?.sources ?? [])])
  if (imported.program !== undefined && options.out !== undefined) {
    writeFileSync(options.out, imported.program, { flag: 'wx' })
  }
  if (options.json) printJson(reportOf(imported, diagnostics, sources, options.out))
  else await tell(imported, diagnostics, sources, options.out)
  return hasErrors(diagnostics) ? exitCodes.failed : exitCodes.done
}

/** Where an import is from: the folder that its commands run in, the file in it, and a name for the program. */
interface ImportPlace {
  readonly folder: string
  readonly file: string
  readonly name: string
}

function findPlace(argument: string, from: Origin | undefined): Result<ImportPlace> {
  if (!existsSync(argument)) return failed(diagnose(usageProblems.noSuchFile, { path: argument }))
  if (statSync(argument).isDirectory()) {
    const file = findImport(importHost(argument), from)
    return file.ok ? ok(placeOf(argument, file.value)) : file
  }
  // A workflow runs at the root of its repository, not where its file lies.
  const folder = dirname(argument)
  const inRepository = /^(.*?)\/?\.github\/workflows$/.exec(resolve(folder).replaceAll('\\', '/'))
  if (!inRepository) return ok(placeOf(folder, basename(argument)))
  const root = relative('.', inRepository[1] || '/') || '.'
  return ok(placeOf(root, `.github/workflows/${basename(argument)}`))
}

function placeOf(folder: string, file: string): ImportPlace {
  const own = basename(file).replace(/\.ya?ml$/, '')
  return { folder, file, name: own === 'dvc' ? basename(resolve(folder)) || own : own }
}

/** Commands run beside their program, so it belongs where the imported ones ran; and nothing is overwritten. */
function problemOf(out: string, folder: string): Diagnostic | undefined {
  if (existsSync(out)) return diagnose(importProblems.alreadyThere, { path: out })
  const parent = dirname(out)
  const same = existsSync(parent) && realpathSync(parent) === realpathSync(folder)
  return same ? undefined : diagnose(importProblems.elsewhere, { path: out, folder })
}

/** What the compiler says of the program, as if it were there already. */
function check(path: string, text: string) {
  const disk = nodeHost()
  const own = resolve(path)
  const host: CompilerHost = {
    ...disk,
    readText: (asked) => (resolve(asked) === own ? text : disk.readText(asked)),
    kind: (asked) => (resolve(asked) === own ? 'file' : disk.kind(asked)),
  }
  return compile(host, path)
}

/** What `--json` prints; members are only ever added. */
function reportOf(
  { program, origin, renames }: Imported,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
  out: string | undefined,
) {
  return {
    from: origin ?? null,
    out: out ?? null,
    program: program ?? null,
    renames: renames.map(({ what, from, to }) => ({ what, from, to })),
    ...jsonReport(diagnostics, sources),
  }
}

async function tell(
  { program, renames }: Imported,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
  out: string | undefined,
): Promise<void> {
  if (program !== undefined && out === undefined) print(program)
  await printDiagnostics(diagnostics, sources)
  if (program === undefined || out === undefined) return
  print(`wrote ${out}`)
  if (renames.length === 0) return
  const width = Math.max(...renames.map(({ from }) => from.length))
  print('\nNames that are others in the program:')
  for (const { what, from, to } of renames) print(`  ${from.padEnd(width)}  ${to}  (${what})`)
}

async function refuse(diagnostics: readonly Diagnostic[], options: ImportOptions): Promise<ExitCode> {
  if (options.json)
    printJson({ from: null, out: null, program: null, renames: [], ...jsonReport(diagnostics, new Map()) })
  else await printDiagnostics(diagnostics)
  return exitCodes.usage
}

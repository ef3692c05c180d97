import { at, type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { importProblems } from '../base/diagnostics/import-problems.ts'
import type { SourceText } from '../base/source.ts'
import { importDvc } from './dvc/import-dvc.ts'
import { importWorkflow } from './github/import-workflow.ts'
import type { ImportHost } from './host.ts'
import type { Rename } from './names.ts'
import type { Origin } from './origins.ts'
import { writeProgram } from './program/draft.ts'
import { Report } from './report.ts'
import { readYaml } from './yaml/read-yaml.ts'
import { member, type YamlMap } from './yaml/tree.ts'

/** What an import gives: the program unless something stopped it, and all there is to tell. */
export interface Imported {
  /** The text of the program, in the one format. */
  readonly program: string | undefined
  readonly origin: Origin | undefined
  readonly renames: readonly Rename[]
  /** Errors are why there is no program; warnings are what could not be carried over. */
  readonly diagnostics: readonly Diagnostic[]
  /** The files that were read, by the names that diagnostics use. */
  readonly sources: ReadonlyMap<string, SourceText>
}

/** Turns one file of the host into a program called `name`. */
export function importFile(
  host: ImportHost,
  file: string,
  options: { readonly from?: Origin | undefined; readonly name: string },
): Imported {
  const sources = new Map<string, SourceText>()
  const nothing = (diagnostics: readonly Diagnostic[]): Imported => {
    return { program: undefined, origin: undefined, renames: [], diagnostics, sources }
  }
  const shown = host.shown(file)
  const content = host.read(file)
  if ('reason' in content) {
    return nothing([diagnose(importProblems.unreadable, { path: shown, reason: content.reason })])
  }
  const read = readYaml(shown, content.bytes, sources)
  if (!read.ok) return nothing(read.diagnostics)
  const root = read.value
  const form = formOf(file, root?.kind === 'map' ? root : undefined, options.from)
  if (root?.kind !== 'map' || !form) {
    const location = at(shown, { start: 0, end: 0 })
    return nothing([diagnose(importProblems.unknownForm, { path: shown }, location)])
  }
  const report = new Report((path) => host.shown(path), sources)
  const renames: Rename[] = []
  const importer = form === 'dvc' ? importDvc : importWorkflow
  const declarations = importer({ file, root, host, report, renames, sources, name: options.name })
  const program = report.hasErrors
    ? undefined
    : writeProgram({ origin: shown, declarations }, report, sources)
  return { program, origin: form, renames, diagnostics: report.diagnostics, sources }
}

/** What a file is, by what the user says, else by what it holds. */
function formOf(file: string, root: YamlMap | undefined, from: Origin | undefined): Origin | undefined {
  if (from) return from
  if (root && member(root, 'jobs')) return 'github'
  if (root && (member(root, 'stages') || /(^|\/)dvc\.yaml$/.test(file))) return 'dvc'
  return undefined
}

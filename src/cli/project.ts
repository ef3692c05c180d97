import { relative, resolve, sep } from 'node:path'
import { hasErrors } from '../base/diagnostics/diagnostic.ts'
import type { SourceText } from '../base/source.ts'
import { nodeHost } from '../compiler/node-host.ts'
import { projectOf } from '../compiler/project.ts'
import { compileRemembering } from '../compiler/remembered.ts'
import type { Program } from '../ir/program.ts'
import { compiledPrograms } from '../store/compiled-programs.ts'
import { findProgram } from './program-file.ts'
import { readSettings, type Settings } from './settings.ts'
import { type ExitCode, exitCodes, printDiagnostics } from './terminal.ts'

/** A program that has no errors, with what the user set. */
export interface Project {
  /** The path of the program's file from the root: the name under which the store knows it. */
  readonly name: string
  /** Absolute; `.pipe/` lies in it. */
  readonly root: string
  readonly program: Program
  readonly settings: Settings
  readonly sources: ReadonlyMap<string, SourceText>
  /** Keeps the compiled program for the next call, once there is a store to keep it in. */
  remember(): void
}

export interface SettingOptions {
  readonly set?: readonly string[]
  readonly params?: readonly string[]
}

/** Finds, compiles and binds; what is wrong is told, and the exit code is the answer. */
export async function loadProject(
  argument: string | undefined,
  options: SettingOptions,
): Promise<Project | ExitCode> {
  const file = findProgram(argument)
  if (!file.ok) {
    await printDiagnostics(file.diagnostics)
    return exitCodes.usage
  }
  const host = nodeHost()
  const programs = compiledPrograms(projectOf(host, file.value).root)
  // Diagnostics name files as they were asked for: the same program named in another way is another one here.
  const remembered = compileRemembering(host, file.value, programs.read(file.value))
  const { compilation, memory } = remembered
  await printDiagnostics(compilation.diagnostics, compilation.sources)
  if (!compilation.program || hasErrors(compilation.diagnostics)) return exitCodes.failed
  const settings = readSettings({ ...options, environment: process.env })
  if (!settings.ok) {
    await printDiagnostics(settings.diagnostics)
    return exitCodes.usage
  }
  return {
    name: relative(compilation.root, resolve(file.value)).replaceAll(sep, '/'),
    root: compilation.root,
    program: compilation.program,
    settings: settings.value,
    sources: compilation.sources,
    remember: () => memory && programs.write(file.value, memory()),
  }
}

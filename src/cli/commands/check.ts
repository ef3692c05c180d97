import { type Diagnostic, hasErrors } from '../../base/diagnostics/diagnostic.ts'
import type { SourceText } from '../../base/source.ts'
import { compile } from '../../compiler/compile.ts'
import { nodeHost } from '../../compiler/node-host.ts'
import { canonicalProgram } from '../../ir/canonical.ts'
import { findProgram } from '../program-file.ts'
import { type ExitCode, exitCodes, print, printDiagnostics, printJson } from '../terminal.ts'

export interface CheckOptions {
  readonly json?: boolean
  readonly sarif?: boolean
  /** Print the checked program itself. */
  readonly ir?: boolean
  /** Mend what can be mended for sure, then check. */
  readonly fix?: boolean
  /** Show what `fix` would change, and change nothing. */
  readonly dryRun?: boolean
}

/** `pipe check`: everything that can be said about programs without running them. */
export async function check(programs: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const started = performance.now()
  const diagnostics: Diagnostic[] = []
  const sources = new Map<string, SourceText>()
  let nodes = 0
  for (const argument of programs.length > 0 ? programs : [undefined]) {
    const file = findProgram(argument)
    if (!file.ok) {
      await printDiagnostics(file.diagnostics)
      return exitCodes.usage
    }
    if (options.fix || options.dryRun) await mend(file.value, options)
    const compilation = compile(nodeHost(), file.value)
    diagnostics.push(...compilation.diagnostics)
    for (const [name, source] of compilation.sources) sources.set(name, source)
    nodes += compilation.program?.nodes.length ?? 0
    if (options.ir && compilation.program) printJson(canonicalProgram(compilation.program))
  }
  await report(diagnostics, sources, options)
  if (diagnostics.length === 0 && !options.json && !options.sarif && !options.ir) {
    print(
      `No problems in ${nodes} node${nodes === 1 ? '' : 's'} (${Math.round(performance.now() - started)} ms).`,
    )
  }
  return hasErrors(diagnostics) ? exitCodes.failed : exitCodes.done
}

/** What was mended is told beside the result, so that JSON stays JSON. */
async function mend(file: string, options: CheckOptions): Promise<void> {
  const { fixFiles } = await import('../fix/fix-files.ts')
  const lines = `${fixFiles(file, options.dryRun === true).join('\n')}\n`
  if (options.json || options.sarif || options.ir) process.stderr.write(lines)
  else print(lines)
}

async function report(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
  options: CheckOptions,
): Promise<void> {
  if (options.json) {
    const { renderJson } = await import('../../base/diagnostics/render-json.ts')
    print(renderJson(diagnostics, sources))
  } else if (options.sarif) {
    const { renderSarif } = await import('../../base/diagnostics/render-sarif.ts')
    print(renderSarif(diagnostics, sources))
  } else await printDiagnostics(diagnostics, sources)
}

import { readFileSync } from 'node:fs'
import { diagnose, hasErrors } from '../../base/diagnostics/diagnostic.ts'
import { textFault } from '../../base/diagnostics/text-fault.ts'
import { usageProblems } from '../../base/diagnostics/usage-problems.ts'
import { SourceText } from '../../base/source.ts'
import { parse } from '../../parser/parse.ts'
import { print as printModule } from '../../parser/print.ts'
import { findProgram } from '../program-file.ts'
import { replaceFile } from '../replace-file.ts'
import { type ExitCode, exitCodes, print, printDiagnostics } from '../terminal.ts'

export interface FmtOptions {
  readonly check?: boolean
}

/** `pipe fmt`: rewrites programs in the one format. A file with syntax errors is left as it is. */
export async function fmt(programs: readonly string[], options: FmtOptions): Promise<ExitCode> {
  if (programs.length === 1 && programs[0] === '-') return formatInput()
  let exit: ExitCode = exitCodes.done
  for (const argument of programs.length > 0 ? programs : [undefined]) {
    const file = findProgram(argument)
    if (!file.ok) {
      await printDiagnostics(file.diagnostics)
      return exitCodes.usage
    }
    const text = readFileSync(file.value, 'utf8')
    const formatted = await format(file.value, text)
    if (formatted === undefined) exit = exitCodes.failed
    else if (formatted !== text && options.check) {
      await printDiagnostics([diagnose(usageProblems.notFormatted, { path: file.value })])
      exit = exitCodes.failed
    } else if (formatted !== text) {
      replaceFile(file.value, formatted)
      print(`formatted ${file.value}`)
    }
  }
  return exit
}

async function formatInput(): Promise<ExitCode> {
  const formatted = await format('<stdin>', readFileSync(0, 'utf8'))
  if (formatted === undefined) return exitCodes.failed
  process.stdout.write(formatted)
  return exitCodes.done
}

async function format(file: string, text: string): Promise<string | undefined> {
  const source = new SourceText(file, text)
  const fault = textFault(source)
  if (fault) {
    await printDiagnostics([fault])
    return undefined
  }
  const { module, diagnostics } = parse(source)
  await printDiagnostics(diagnostics, new Map([[file, source]]))
  return hasErrors(diagnostics) ? undefined : printModule(module, source)
}

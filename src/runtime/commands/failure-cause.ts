import { constants } from 'node:os'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { formatQuantity } from '../../base/units.ts'
import { TimedOut } from '../executors/executor.ts'
import type { Ending } from './child-process.ts'
import type { CommandLine } from './command.ts'
import type { NotStarted } from './launcher.ts'
import { memoryRanOut } from './memory-kills.ts'

/** Why a process did not do its work, or nothing when it did. */
export function causeOfFailure(
  node: string,
  command: CommandLine,
  ending: Ending,
  lines: readonly string[],
  reason: unknown,
): Diagnostic | undefined {
  if (ending.error) return notStarted(node, command, ending.error)
  if (ending.stopped) return stopped(node, reason, lines)
  if (ending.code === 0) return undefined
  const signal = ending.signal ?? signalOfShell(ending.code)
  if (signal === 'SIGKILL' && memoryRanOut()) return diagnose(runProblems.outOfMemory, { node, lines })
  if (command.file === 'sh' && ending.code === 127) {
    return diagnose(runProblems.commandNotFound, { node, command: missingCommand(lines) ?? command.file })
  }
  if (command.file === 'sh' && ending.code === 126) {
    return diagnose(runProblems.notExecutable, {
      node,
      command: missingCommand(lines) ?? command.file,
      lines,
    })
  }
  const how = signal ? `it was ended by ${describeSignal(signal)}` : `it ended with exit code ${ending.code}`
  return diagnose(runProblems.commandFailed, { node, how, lines })
}

/** Why an attempt was ended that was asked to. */
export function stopped(node: string, reason: unknown, lines: readonly string[]): Diagnostic {
  if (!(reason instanceof TimedOut)) return diagnose(runProblems.cancelled, { node })
  const limit = formatQuantity({ dimension: 'duration', amount: reason.limit / 1000 })
  return diagnose(runProblems.timedOut, { node, limit, lines })
}

function notStarted(node: string, command: CommandLine, error: NotStarted): Diagnostic {
  switch (error.code) {
    case 'ENOENT':
      return diagnose(runProblems.commandNotFound, { node, command: command.file })
    case 'EACCES':
    case 'EPERM':
      return diagnose(runProblems.notExecutable, { node, command: command.file, lines: [] })
    case 'E2BIG':
      return diagnose(runProblems.commandTooLong, { node })
    default:
      return diagnose(runProblems.commandFailed, {
        node,
        how: `it could not be started: ${error.message}`,
        lines: [],
      })
  }
}

/** A shell whose command was ended by a signal ends with 128 and the signal's number. */
function signalOfShell(code: number | null): NodeJS.Signals | undefined {
  if (code === null || code <= 128) return undefined
  const found = Object.entries(constants.signals).find(([, number]) => number === code - 128)
  return found?.[0] as NodeJS.Signals | undefined
}

const signalWords: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'SIGKILL: someone or something killed it',
  SIGSEGV: 'SIGSEGV: it used memory that is not its own',
  SIGABRT: 'SIGABRT: it gave up by itself',
  SIGPIPE: 'SIGPIPE: the reader of its output was gone',
}

function describeSignal(signal: NodeJS.Signals): string {
  return signalWords[signal] ?? signal
}

/** The command that a shell says it did not find or may not execute. */
function missingCommand(lines: readonly string[]): string | undefined {
  for (const line of lines.toReversed()) {
    const name = /([^\s:]+): (?:command )?(?:not found|[Pp]ermission denied|No such file or directory)$/.exec(
      line,
    )?.[1]
    if (name) return name
  }
  return undefined
}

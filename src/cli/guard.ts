import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../base/diagnostics/usage-problems.ts'
import { StoreFailure } from '../store/failure.ts'
import { type ExitCode, exitCodes, printDiagnostics } from './terminal.ts'

/**
 * Makes a command an action of the command line: its exit code becomes the process's, and an exception that nobody
 * expected becomes one diagnostic, with the stack in a file for a maintainer.
 */
export function guarded<A extends unknown[]>(
  command: (...args: A) => Promise<ExitCode>,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = await command(...args)
    } catch (error) {
      process.exitCode = exitCodes.failed
      await printDiagnostics([faultOf(error)])
    }
  }
}

// A reader that closes early, such as `head`, is no fault; a disk that is full is one, of which the user must hear.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  const closed = error.code === 'EPIPE'
  process.exitCode = closed ? exitCodes.done : exitCodes.failed
  const told = closed ? [] : [diagnose(usageProblems.outputRefused, { reason: outputReason(error) })]
  // A run that goes on has processes to end, and hears of it by the signal; all else is over.
  const running = process.listenerCount('SIGTERM') > 0
  void printDiagnostics(told).finally(() => (running ? process.kill(process.pid, 'SIGTERM') : process.exit()))
})
process.stderr.on('error', () => undefined)

process.on('uncaughtException', (error) => {
  void printDiagnostics([faultOf(error)]).finally(() => process.exit(exitCodes.failed))
})

function outputReason({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ENOSPC' ? 'the disk is full' : message
}

/** The store says itself what the disk refused; anything else that was thrown is a fault of ours. */
function faultOf(error: unknown): Diagnostic {
  return error instanceof StoreFailure ? error.diagnostic : internalFault(error)
}

function internalFault(error: unknown) {
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? (error.stack ?? message) : message
  const folder = join(tmpdir(), 'pipewright')
  const log = join(folder, `fault-${process.pid}.log`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(
      log,
      `${new Date().toISOString()} node ${process.version}\n${process.argv.join(' ')}\n${stack}\n`,
    )
  } catch {
    // A full disk must not hide the fault itself.
  }
  return diagnose(usageProblems.internal, { message: message.split('\n')[0] ?? message, log })
}

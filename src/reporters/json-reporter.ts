import type { Writable } from 'node:stream'
import type { RunEvent } from '../runtime/event.ts'
import type { Reporter } from './reporter-contract.ts'
import { TextWriter } from './text-writer.ts'

/** Every event as it is, one JSON object a line: for other programs, and for views that do not exist yet. */
export function createJsonReporter(stdout: Writable): Reporter {
  const writer = new TextWriter(stdout)
  return {
    event: (event: RunEvent) => writer.write(`${JSON.stringify(event)}\n`),
    finish: () => writer.flush(),
  }
}

import type { SourceText } from '../base/source.ts'
import type { RunEvent } from '../runtime/event.ts'

/** A view of a run. It only listens: nothing that it does changes the run, but for the user's wish to end it. */
export interface Reporter {
  /** Takes in one event; cheap, and never throws because of what an event says. */
  event(event: RunEvent): void
  /** Writes what is left to say and gives the terminal back. Resolves when everything is written. */
  finish(): Promise<void>
}

export type ReporterKind = 'tui' | 'plain' | 'json'

export interface ReporterOptions {
  readonly stdout: NodeJS.WriteStream
  readonly stdin: NodeJS.ReadStream
  /** Whether escape sequences for colours may be written. */
  readonly color: boolean
  /**
   * Called when the user asks to end the run in the terminal view: with false for a graceful end, with true when they
   * ask again.
   */
  readonly onCancel?: (force: boolean) => void
  /** The program's files, for the code frames of diagnostics; may fill up later. */
  readonly sources: ReadonlyMap<string, SourceText>
}

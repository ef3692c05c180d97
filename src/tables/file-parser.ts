import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'

/** Takes the bytes of one file, piece by piece, and hands its rows to a table builder. */
export interface FileParser {
  /** Takes the next bytes; after a problem it takes them in vain. */
  write(bytes: Uint8Array): void
  /** Says that the file ends here, or, where only its start was read, that the rest is unknown. */
  end(complete: boolean): void
  readonly problem: Diagnostic | undefined
}

import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'

/** Where the store tells what it found damaged and mended. */
export type Report = (diagnostic: Diagnostic) => void

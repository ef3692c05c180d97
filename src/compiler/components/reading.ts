import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Project } from '../project.ts'
import type { Library } from '../signatures/library.ts'

/** What reading a component needs. */
export interface Reading {
  readonly library: Library
  readonly project: Project
  /** Some of its text did not parse, so what seems to be missing may have been lost. */
  readonly isDamaged: boolean
  report(diagnostic: Diagnostic): void
}

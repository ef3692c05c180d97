import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'

/** Finds the leaks of one kind in one node. */
export type LeakRule = (context: Context, node: Elaborated) => readonly Diagnostic[]

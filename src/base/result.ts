import type { Diagnostic } from './diagnostics/diagnostic.ts'

/** An expected outcome as a value: what can go wrong for a user is never thrown. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function failed(...diagnostics: readonly Diagnostic[]): Result<never> {
  return { ok: false, diagnostics }
}

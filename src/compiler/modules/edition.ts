import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import type { Declaration, Module } from '../../parser/ast.ts'
import type { Library } from '../signatures/library.ts'

/**
 * Says so when a block is written for an edition that this compiler can't know yet: nothing else that it finds wrong
 * there would mean anything. Editions are years; what is no year is left to the types.
 */
export function newerEdition(
  declaration: Declaration,
  subject: string,
  file: string,
  library: Library,
): Diagnostic | undefined {
  for (const item of declaration.body?.items ?? []) {
    if (item.kind !== 'entry' || item.value.kind !== 'string') continue
    const key = item.key.kind === 'identifier' ? item.key.text : item.key.value
    const edition = item.value.value
    if (key !== 'edition' || !/^\d{4}$/.test(edition)) continue
    const newest = newestEdition(library)
    if (edition <= newest) continue
    return diagnose(moduleProblems.newerEdition, { subject, edition, newest }, at(file, item.value))
  }
  return undefined
}

/** The same for a file, by its `pipeline`. */
export function newerFile({ items, file }: Module, library: Library): Diagnostic | undefined {
  for (const item of items) {
    if (item.kind !== 'declaration' || item.head.text !== 'pipeline') continue
    return newerEdition(item, file, file, library)
  }
  return undefined
}

/** The editions are what the library lets a `pipeline` say. */
export function newestEdition(library: Library): string {
  const type = library.required('pipeline', 'settings').fields.get('edition')?.type
  return type?.type === 'enum' ? ([...type.values].sort().at(-1) ?? '') : ''
}

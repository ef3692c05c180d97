import { canonicalJson, type Json } from '../base/canonical-json.ts'
import type { Program } from './program.ts'

function byName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** The same program with everything in its one order, so that equal programs are equal texts. */
export function canonicalProgram(program: Program): Program {
  return {
    ...program,
    params: byName(program.params),
    secrets: byName(program.secrets),
    executors: byName(program.executors),
    triggers: byName(program.triggers),
    targets: byName(program.targets),
    nodes: [...program.nodes].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** The canonical JSON of what a program means: without the places where it says so. */
export function programText(program: Program): string {
  const { locations: _, ...meaning } = canonicalProgram(program)
  return canonicalJson(meaning as unknown as Json)
}

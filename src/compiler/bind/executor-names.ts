import { posix } from 'node:path'
import type { Declared } from './declared.ts'

/**
 * The name of each executor in the program, by which targets map it: as the program's own file calls it; else its own,
 * or with its file's before it where that name is taken.
 */
export function executorNames(
  declarations: ReadonlyMap<string, Declared>,
  all: Iterable<Declared>,
): ReadonlyMap<Declared, string> {
  const names = new Map<Declared, string>()
  const taken = new Set<string>()
  const give = (declared: Declared, name: string) => {
    if (names.has(declared)) return
    names.set(declared, name)
    taken.add(name)
  }
  for (const [name, declared] of declarations) if (declared.kind === 'executor') give(declared, name)
  for (const declared of all) {
    if (declared.kind !== 'executor') continue
    const { name, file } = declared
    const words =
      posix
        .basename(file, '.pipe')
        .toLowerCase()
        .match(/[a-z0-9]+/g) ?? []
    const prefixed = [...words, name].join('_')
    let free = taken.has(name) ? prefixed : name
    for (let number = 2; taken.has(free); number++) free = `${prefixed}_${number}`
    give(declared, free)
  }
  return names
}

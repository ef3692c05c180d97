import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../base/hash.ts'
import { layoutOf } from './layout.ts'
import { temporaryPath } from './temporary.ts'

/**
 * Compiled programs of a project by name: a convenience that may be missing, so that neither reading nor writing one
 * ever fails.
 */
export interface CompiledPrograms {
  read(name: string): string | undefined
  /** Does nothing where there is no store. */
  write(name: string, text: string): void
}

/** Those of a project; the store need not be open, nor be there. */
export function compiledPrograms(projectRoot: string): CompiledPrograms {
  const layout = layoutOf(projectRoot)
  const pathOf = (name: string) => join(layout.compiled, `${sha256(name)}.json`)
  return {
    read: (name) => attempt(() => readFileSync(pathOf(name), 'utf8')),
    write(name, text) {
      if (!existsSync(layout.folder)) return
      attempt(() => {
        const aside = temporaryPath(layout)
        for (const folder of [layout.temporary, layout.compiled]) mkdirSync(folder, { recursive: true })
        writeFileSync(aside, text)
        renameSync(aside, pathOf(name))
      })
    },
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}

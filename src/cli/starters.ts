import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What `pipe init` can write, by name, in the order that `--help` lists them: a folder of `starters/` each. */
export const starters = {
  train: 'two models on generated data, the better one chosen and tested',
  commands: 'shell commands as cached steps',
} as const

export type StarterName = keyof typeof starters

/** Beside the bundle where it was installed, two folders up where the sources run. */
const folder = [join(import.meta.dirname, 'starters'), join(import.meta.dirname, '../../starters')].find(
  existsSync,
)

/** The files of a starter, by name. npm leaves out files called `.gitignore`, so it is kept without the dot. */
export function starterFiles(name: StarterName): ReadonlyMap<string, string> {
  const place = join(folder ?? '', name)
  return new Map(
    readdirSync(place).map((file) => [
      file === 'gitignore' ? '.gitignore' : file,
      readFileSync(join(place, file), 'utf8'),
    ]),
  )
}

import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../base/diagnostics/usage-problems.ts'
import { failed, ok, type Result } from '../base/result.ts'

/** The program that a command is about: the one named (a file, or a folder with one), or the only one here. */
export function findProgram(argument: string | undefined): Result<string> {
  if (argument !== undefined && !existsSync(argument)) {
    const dangling = lstatSync(argument, { throwIfNoEntry: false })?.isSymbolicLink() === true
    return failed(diagnose(usageProblems.noSuchFile, { path: argument, dangling }))
  }
  const place = argument ?? '.'
  if (!statSync(place).isDirectory()) return ok(place)
  const names = programsIn(place)
  const [first, second] = names
  const folder = argument === undefined || place === '.' ? undefined : place
  if (first === undefined) return failed(diagnose(usageProblems.noProgramHere, { folder }))
  if (second !== undefined)
    return failed(diagnose(usageProblems.severalPrograms, { folder, names: names.join(', ') }))
  return ok(place === '.' ? first : join(place, first))
}

/** The `.pipe` files of a folder, in order of name. */
export function programsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[^.].*\.pipe$/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}

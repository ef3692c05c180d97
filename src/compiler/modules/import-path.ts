import { posix } from 'node:path'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import type { Location } from '../../base/source.ts'
import { type Project, resolveWithin } from '../project.ts'

/** The file that an import names: its real path, and its name as a user would write it. */
type Place = { readonly path: string; readonly name: string } | { readonly problem: Diagnostic }

/** Finds the file that an import names, from the folder of the file that says it; it must be of the project. */
export function placeOf(project: Project, importer: string, said: string, location: Location): Place {
  if (!said.endsWith('.pipe')) {
    const parameters = { path: said, isScript: /\.[cm]?[jt]s$/.test(said) }
    return { problem: diagnose(moduleProblems.notAPipeFile, parameters, location) }
  }
  const inProject = resolveWithin(project.folderOf(importer), said)
  const path = inProject === undefined ? undefined : project.host.realPath(project.absolute(inProject))
  if (path === undefined || !isBelow(project.root, path)) {
    return { problem: diagnose(moduleProblems.importOutside, { path: said }, location) }
  }
  const beside = posix.join(posix.dirname(importer), said)
  return { path, name: project.host.realPath(beside) === path ? beside : path }
}

/** A link may lead anywhere. */
function isBelow(root: string, path: string): boolean {
  return path.startsWith(root.endsWith('/') ? root : `${root}/`)
}

/** How one file is named from beside another, short enough for a sentence. */
export function pathBetween(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to)
}

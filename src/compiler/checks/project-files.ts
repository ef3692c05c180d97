import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { isGlob, parseGlob } from '../../base/glob.ts'
import type { Location } from '../../base/source.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Project } from '../project.ts'
import type { CheckedProgram, Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

/** Files that a node names as its input are there, or are made by another node. */
export const projectFiles: Rule = (checked, report) => {
  const { project } = checked.context
  let made: readonly string[] | undefined
  for (const { declared, given } of checked.elaborated.values()) {
    for (const [field, term] of given) {
      // The columns of a dataset's source are read from its files, which reports those that are missing.
      if (declared.kind === 'dataset' && field === 'source') continue
      for (const { path, resolved, location } of filesOf(field, term, project)) {
        made ??= pathsMade(checked)
        const problem = problemOf(project, path, resolved, made, location)
        if (problem) report(problem)
      }
    }
  }
}

interface NamedFile {
  readonly path: string
  /** From the project's root; absent when it leads out of the project. */
  readonly resolved: string | undefined
  readonly location: Location
}

const none: readonly NamedFile[] = []

/** `code` is texts as the program has them; elsewhere files have become values, from the project's root. */
function filesOf(field: string, term: Term, project: Project): readonly NamedFile[] {
  if (!term.structure) return fileOf(field, term, project)
  const found: NamedFile[] = []
  visitTerms(term, (part) => {
    if (!part.structure) found.push(...fileOf(field, part, project))
  })
  return found
}

function fileOf(field: string, term: Term, project: Project): readonly NamedFile[] {
  const value = knownValue(term)
  const { location } = term
  if (field === 'code') {
    return typeof value === 'string'
      ? [{ path: value, resolved: project.resolve(value, location.file), location }]
      : none
  }
  if (typeof value !== 'object' || value === null || !('$file' in value)) return none
  const path = String(value.$file)
  return [{ path, resolved: path, location }]
}

function problemOf(
  project: Project,
  path: string,
  resolved: string | undefined,
  made: readonly string[],
  location: Location,
): Diagnostic | undefined {
  if (resolved === undefined) return diagnose(nameProblems.escapingPath, { path }, location)
  if (isThere(project, resolved, made)) return undefined
  return diagnose(nameProblems.noSuchProjectFile, { path }, location)
}

function isThere(project: Project, path: string, made: readonly string[]): boolean {
  if (project.kind(path) !== undefined || project.expand(path).length > 0) return true
  if (!isGlob(path)) return made.some((output) => path === output || path.startsWith(`${output}/`))
  const glob = parseGlob(path)
  return made.some((output) => glob.matches(output) || `${glob.base}/`.startsWith(`${output}/`))
}

function pathsMade({ context, elaborated }: CheckedProgram): readonly string[] {
  return [...elaborated.values()].flatMap(({ given, declared }: Elaborated) => {
    const outputs = given.get('outputs')?.structure
    if (outputs?.kind !== 'record') return []
    return [...outputs.fields.values()].flatMap(({ structure }) => {
      const path = structure?.kind === 'component' ? structure.arguments.get('path') : undefined
      const said = path && knownValue(path)
      const resolved = typeof said === 'string' ? context.project.resolve(said, declared.file) : undefined
      return resolved === undefined ? [] : [resolved]
    })
  })
}

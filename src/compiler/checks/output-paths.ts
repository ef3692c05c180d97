import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { Project } from '../project.ts'
import type { Rule } from './rule.ts'

/** A path that the program writes, from the project's root. */
interface Written {
  readonly path: string
  /** `a` for `output a of b`. */
  readonly owner: string
  readonly location: Location
}

/** Outputs lie inside of the project, beside what is the store's and the program's own, and no two at one place. */
export const outputPaths: Rule = ({ context, elaborated }, report) => {
  const byPath = new Map<string, Written>()
  const { project, program } = context
  const own = project.resolve(program.file.split(/[\\/]/).at(-1) ?? '')
  for (const node of elaborated.values()) {
    for (const found of writtenBy(node)) {
      const { location } = found.term
      const said = knownValue(found.term)
      if (typeof said !== 'string') continue
      const path = project.resolve(said, node.declared.file)
      const problem = problemOf(project, said, path, found, own)
      if (problem) report(problem)
      else if (path !== undefined && found.as !== 'log')
        add({ path, owner: found.owner, location }, byPath, report)
    }
  }
  for (const written of byPath.values()) {
    const around = folderAround(written.path, byPath)
    if (around) report(twice(around, written))
  }
}

function problemOf(
  project: Project,
  said: string,
  path: string | undefined,
  { as, term }: Path,
  program: string | undefined,
): Diagnostic | undefined {
  if (said.trim() === '')
    return diagnose(nameProblems.badOutputPath, { path: said, reason: 'it is empty' }, term.location)
  if (path === undefined) return diagnose(nameProblems.escapingPath, { path: said }, term.location)
  const reason = unfitness(project, path, as, program)
  return reason === undefined
    ? undefined
    : diagnose(nameProblems.badOutputPath, { path: said, reason }, term.location)
}

function unfitness(
  project: Project,
  path: string,
  as: string,
  program: string | undefined,
): string | undefined {
  const [first] = path.split('/')
  if (path === '.' || path === '') return 'it is the folder of the project'
  if (first === '.pipe' || first === '.git') return `\`${first}\` is not the program's to write`
  if (path === program) return 'it is the program itself'
  const there = project.kind(path)
  if (there === 'folder' && as !== 'directory') return 'a folder is there'
  return there === 'file' && as === 'directory' ? 'a file is there' : undefined
}

function add(written: Written, byPath: Map<string, Written>, report: (diagnostic: Diagnostic) => void): void {
  const earlier = byPath.get(written.path)
  if (earlier) report(twice(earlier, written))
  else byPath.set(written.path, written)
}

function twice(first: Written, second: Written): Diagnostic {
  const around = first.path === second.path ? {} : { around: first.path }
  const parameters = { path: second.path, first: first.owner, second: second.owner, ...around }
  const { location } = second
  if (first.location.file === location.file && first.location.start === location.start) {
    return diagnose(nameProblems.sameOutputPath, { ...parameters, isComponent: true }, location)
  }
  const related = [{ message: `${first.owner} is declared here`, location: first.location }]
  return diagnose(nameProblems.sameOutputPath, parameters, location, { related })
}

interface Path {
  /** The component that says so; `log` for what messages are appended to. */
  readonly as: string
  readonly owner: string
  readonly term: Term
}

function writtenBy({ declared, given }: Elaborated): readonly Path[] {
  const outputs = given.get('outputs')?.structure
  const paths = outputs?.kind === 'record' ? [...outputs.fields] : []
  const found = paths.flatMap(([name, spec]) => pathIn(spec, `\`${declared.path.join('/')}.${name}\``))
  const receiver = declared.kind === 'notify' ? given.get('to') : undefined
  return receiver ? pathIn(receiver, `\`${declared.name}\``).map((path) => ({ ...path, as: 'log' })) : found
}

function pathIn({ structure }: Term, owner: string): readonly Path[] {
  if (structure?.kind === 'conditional') {
    return [...pathIn(structure.yes, owner), ...pathIn(structure.no, owner)]
  }
  const term = structure?.kind === 'component' ? structure.arguments.get('path') : undefined
  return term && structure?.kind === 'component' ? [{ as: structure.signature.name, owner, term }] : []
}

function folderAround(path: string, byPath: ReadonlyMap<string, Written>): Written | undefined {
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
    const around = byPath.get(path.slice(0, cut))
    if (around) return around
  }
  return undefined
}

import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { typeProblems } from '../../base/diagnostics/type-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Entry } from '../../parser/ast.ts'
import type { Declared } from '../bind/declared.ts'
import { outlineOf } from './javascript-outline.ts'
import type { Reading } from './reading.ts'

/**
 * The file of JavaScript that implements a component, from the project's root. It is looked at and never run: it must be
 * there, export what its role needs, and import nothing of the project's, so that its text is all that it is.
 */
export function implementationOf(
  { file }: Declared,
  entry: Entry | undefined,
  { exports }: { readonly exports: readonly string[] },
  { project, report }: Pick<Reading, 'project' | 'report'>,
): string | undefined {
  if (!entry) return undefined
  const location = at(file, entry.value)
  if (entry.value.kind !== 'string') {
    const parameters = { what: '`implementation`', expected: 'the path of a file', found: 'an expression' }
    report(diagnose(typeProblems.mismatch, parameters, location))
    return undefined
  }
  const said = entry.value.value
  const path = project.resolve(said, file)
  if (path === undefined) {
    report(diagnose(nameProblems.escapingPath, { path: said }, location))
    return undefined
  }
  const reason = unfitness(said, project.kind(path))
  const text = reason === undefined ? project.host.readText(project.absolute(path)) : undefined
  if (text === undefined) {
    report(
      diagnose(
        moduleProblems.noImplementation,
        { path: said, reason: reason ?? "it can't be read" },
        location,
      ),
    )
    return undefined
  }
  return isSound(said, text, exports, location, report) ? path : undefined
}

function unfitness(said: string, kind: 'file' | 'folder' | undefined): string | undefined {
  if (!/\.m?js$/.test(said)) return 'its name does not end with `.js` or `.mjs`'
  if (kind === undefined) return 'there is no such file'
  return kind === 'folder' ? 'it is a folder' : undefined
}

function isSound(
  path: string,
  text: string,
  needed: readonly string[],
  location: Location,
  report: Reading['report'],
): boolean {
  const { imports, exports } = outlineOf(text)
  const imported = imports.find((name) => !name.startsWith('node:'))
  if (imported !== undefined) {
    report(diagnose(moduleProblems.importsInImplementation, { path, imported }, location))
    return false
  }
  const missing = needed.find((name) => !exports.has(name))
  if (missing === undefined) return true
  const needs = missing === 'default' ? 'export default function …' : `export function ${missing} …`
  report(diagnose(moduleProblems.noSuchExport, { path, needs }, location))
  return false
}

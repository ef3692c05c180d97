import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Type } from '../../ir/type.ts'
import type { Context } from './context.ts'
import { broken, constant, knownValue, type Term } from './term.ts'
import { fits } from './type-relations.ts'

/**
 * The term as a value of one plain type, or `undefined` when it is none: a text becomes a file where a file is wanted,
 * a choice where one of its values is.
 */
export function convert(context: Context, term: Term, type: Type): Term | undefined {
  switch (type.type) {
    case 'secret':
      return same(term, type)
    case 'enum': {
      const value = knownValue(term)
      const isChoice = typeof value === 'string' && type.values.includes(value)
      return isChoice || fits(term.type, type) ? term : undefined
    }
    case 'artifact':
      return type.artifact === 'File' ? asFile(context, term) : same(term, type)
    case 'column':
      return typeof knownValue(term) === 'string' ? { ...term, type } : undefined
    case 'any':
      return term.structure?.kind === 'node' ? undefined : term
    default:
      return same(term, type)
  }
}

function same(term: Term, type: Type): Term | undefined {
  return fits(term.type, type) ? term : undefined
}

/** A text that is written out is a file of the project; it is found from the folder of the file that says it. */
function asFile(context: Context, term: Term): Term | undefined {
  const file: Type = { type: 'artifact', artifact: 'File' }
  if (fits(term.type, file)) return term
  const value = knownValue(term)
  if (typeof value !== 'string') return undefined
  const path = context.project.resolve(value, term.location.file)
  if (path === undefined) {
    context.report(diagnose(nameProblems.escapingPath, { path: value }, term.location))
    return broken(term.location)
  }
  return constant(term.location, file, { $file: path })
}

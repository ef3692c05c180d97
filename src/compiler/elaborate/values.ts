import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { Declared } from '../bind/declared.ts'
import { readType } from '../signatures/read-type.ts'
import { userTypes } from '../signatures/type-words.ts'
import { joinAxes, noAxes } from '../sweeps/axes.ts'
import { assign, reportSecret } from './assign.ts'
import type { Context, Elaborated, Scope } from './context.ts'
import { broken, constant, leaf, type Term } from './term.ts'
import { widened } from './type-relations.ts'

/** What a declaration `kind name = …` stands for. */
export type ValuePart = Partial<Pick<Elaborated, 'value' | 'definition' | 'type'>>

/** Elaborates `let`, `model`, `executor`, `secret` and `param`. */
export function elaborateValue(context: Context, declared: Declared, scope: Scope): ValuePart {
  switch (declared.kind) {
    case 'param':
      return paramOf(context, declared, scope)
    case 'secret':
      return secretOf(context, declared, scope)
    case 'executor': {
      const definition = written(context, declared, scope, { type: 'component', is: 'executor' })
      const value = context.program.executors.get(declared) ?? declared.name
      return { definition, value: { ...definition, expression: { op: 'value', value } } }
    }
    case 'model':
      return { value: written(context, declared, scope, { type: 'component', is: 'model' }) }
    default:
      return { value: written(context, declared, scope) }
  }
}

function written(context: Context, declared: Declared, scope: Scope, type?: Type): Term {
  const syntax = declared.syntax.value
  if (!syntax) return broken(declared.location)
  const term = context.expression(syntax, scope, type)
  if (type) return assign(context, term, type, `The ${declared.kind}`)
  if (term.structure?.kind !== 'node') return term
  const { node } = term.structure
  const outputs = [...(context.elaborated(node)?.outputs.keys() ?? [])]
  context.report(diagnose(nameProblems.nodeAsValue, { node: node.name, outputs }, term.location))
  return broken(term.location)
}

/** A secret is a handle: nothing can be done with it but to hand it on. */
function secretOf(context: Context, declared: Declared, scope: Scope): ValuePart {
  const definition = written(context, declared, scope, { type: 'component', is: 'secret' })
  const value: Value = { $secret: declared.name }
  const term = constant(declared.location, { type: 'secret' }, value)
  return {
    definition,
    value: definition.broken
      ? broken(declared.location)
      : { ...term, secrets: [{ name: declared.name, via: [] }] },
  }
}

/** A param has the type that it says, or that its default has. */
function paramOf(context: Context, declared: Declared, scope: Scope): ValuePart {
  const { syntax, name, location, file } = declared
  const report = context.report.bind(context)
  const said = syntax.type && readType(syntax.type, { file, names: userTypes, report })
  if (syntax.type && !said) return { value: broken(location) }
  const given = syntax.value && context.expression(syntax.value, scope, said)
  const type = said ?? (given && widened(given.type))
  if (!type || given?.broken) return { value: broken(location) }
  const definition = given && assign(context, given, type, `The param \`${name}\``)
  if (definition?.broken) return { value: broken(location) }
  if (definition && definition.secrets.length > 0) {
    return { value: reportSecret(context, definition, `as the default of the param \`${name}\``) }
  }
  const own = leaf(location, type, { op: 'param', name }, 'planned', { text: name })
  const value = { ...own, axes: axesOfParam(context, name, definition) }
  return { type, value, ...(definition && { definition }) }
}

/** A param is an axis where a sweep binds it; so is what its default reads. */
function axesOfParam(context: Context, name: string, definition: Term | undefined): readonly string[] {
  return joinAxes(context.swept.has(name) ? [name] : noAxes, definition?.axes ?? noAxes)
}

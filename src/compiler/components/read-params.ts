import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Type } from '../../ir/type.ts'
import type { Declaration } from '../../parser/ast.ts'
import { phased } from '../signatures/read-signature.ts'
import { readType } from '../signatures/read-type.ts'
import type { Field, Output } from '../signatures/signature.ts'
import { componentTypes } from '../signatures/type-words.ts'

type Report = (diagnostic: Diagnostic) => void

/** `param lr: float in 0..1 = 1e-3` of a component: what a use may or must say. */
export function readParam(param: Declaration, file: string, report: Report): Field | undefined {
  const name = param.name.text
  if (!param.type || param.body) {
    report(
      diagnose(
        nameProblems.wrongForm,
        { kind: 'param', form: `param ${name}: type = value` },
        at(file, param),
      ),
    )
    return undefined
  }
  const { phase, syntax } = phased(param.type)
  const type = readType(syntax, { file, names: componentTypes, report })
  if (!type) return undefined
  return {
    name,
    type,
    phase,
    ...(param.value && { default: param.value }),
    ...(param.doc !== undefined && { doc: param.doc }),
  }
}

/**
 * `output model: Model = fit.model` of a component of nodes; `output value: float` of an implementation, which says
 * what is made. Its type may be left out where its value says it.
 */
export function readOutput(
  output: Declaration,
  is: string,
  file: string,
  report: Report,
): Output | undefined {
  const name = output.name.text
  const needsValue = is === 'node'
  if (output.body || (needsValue ? !output.value : output.value || !output.type)) {
    const form = needsValue ? `output ${name}: type = value` : `output ${name}: type`
    report(diagnose(nameProblems.wrongForm, { kind: 'output', form }, at(file, output)))
    return undefined
  }
  if (is === 'regulation') {
    const hint = 'What a regulation gives is the share of steps within its limit: `compliance` of the train.'
    report(diagnose(moduleProblems.misplacedInComponent, { what: 'An output', hint }, at(file, output)))
    return undefined
  }
  const { phase, syntax } = output.type ? phased(output.type) : { phase: 'result', syntax: undefined }
  const type: Type | undefined = syntax
    ? readType(syntax, { file, names: componentTypes, report })
    : { type: 'any' }
  if (!type) return undefined
  return {
    name,
    shape: { type },
    ...(phase === 'signal' && { signal: true }),
    ...(output.doc !== undefined && { doc: output.doc }),
  }
}

import type { Expression } from '../../ir/expression.ts'
import type { Target } from '../../ir/program.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { fieldOf } from '../elaborate/fields.ts'
import type { Signature } from '../signatures/signature.ts'

/** The settings of each emitter: every field as given or by default. */
export function targetsOf(
  context: Context,
  elaborated: ReadonlyMap<Declared, Elaborated>,
): readonly Target[] {
  return [...elaborated.values()].flatMap((part) =>
    part.declared.kind === 'target' && part.signature ? [targetOf(context, part, part.signature)] : [],
  )
}

function targetOf(context: Context, target: Elaborated, signature: Signature): Target {
  const { declared } = target
  const settings: { [field: string]: Expression } = {}
  for (const name of signature.fields.keys()) {
    const term = fieldOf(context, target, signature, name)
    if (term) settings[name] = term.expression
  }
  const { doc } = declared.syntax
  return { name: declared.name, ...(doc !== undefined && { doc }), settings }
}

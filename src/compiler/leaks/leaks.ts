import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { knownValue } from '../elaborate/term.ts'
import { fittedOnAll } from './fitted-on-all.ts'
import type { LeakRule } from './leak.ts'
import { seenRows } from './seen-rows.ts'
import { tunedOnTest } from './tuned-on-test.ts'

const rules: readonly LeakRule[] = [fittedOnAll, tunedOnTest, seenRows]

/** The leaks of test data in one node, whether it allows them or not. */
export function leaksOf(context: Context, node: Elaborated): readonly Diagnostic[] {
  let hasData = false
  for (const term of node.given.values()) if (term.data.length > 0) hasData = true
  // A dataset makes data, and the metrics of a score are read by name.
  const { kind } = node.declared
  if (!hasData && kind !== 'dataset' && kind !== 'score') return []
  return rules.flatMap((rule) => rule(context, node))
}

/** The reason for which a node allows leaks. */
export function allowedBecause({ given }: Elaborated): string | undefined {
  const term = given.get('allow_leak')
  const reason = term && knownValue(term)
  return typeof reason === 'string' ? reason : undefined
}

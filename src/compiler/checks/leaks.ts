import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { leakProblems } from '../../base/diagnostics/leak-problems.ts'
import { isNodeKind } from '../bind/declared.ts'
import { allowedBecause, leaksOf } from '../leaks/leaks.ts'
import type { Rule } from './rule.ts'

/** No test data leaks into what is tested with it, unless the node says why it may. */
export const leaks: Rule = ({ context, elaborated, hasErrors }, report) => {
  for (const node of elaborated.values()) {
    const { declared, given, keys } = node
    if (!isNodeKind(declared.kind)) continue
    const found = leaksOf(context, node)
    const reason = allowedBecause(node)
    if (reason === undefined) {
      for (const leak of found) report(leak)
      continue
    }
    if (reason.trim() === '')
      report(diagnose(leakProblems.leakWithoutReason, {}, given.get('allow_leak')?.location))
    // With errors about, what leaks may not be known.
    else if (found.length === 0 && !hasErrors) {
      // What the use of a component hands on is said for several nodes at once.
      const location = keys.get('allow_leak')
      if (location) report(diagnose(leakProblems.noLeak, { node: declared.name }, location))
    }
  }
}

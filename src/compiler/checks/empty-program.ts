import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { isNodeKind } from '../bind/declared.ts'
import type { Rule } from './rule.ts'

/** A program without a node does nothing, which is worth saying when nothing else is wrong: others may import it. */
export const emptyProgram: Rule = ({ context, elaborated, hasErrors }, report) => {
  if (hasErrors || context.program.components.size > 0) return
  if ([...elaborated.keys()].some(({ kind }) => isNodeKind(kind))) return
  const location = { file: context.program.file, start: 0, end: 0 }
  report(diagnose(nameProblems.emptyProgram, {}, location))
}

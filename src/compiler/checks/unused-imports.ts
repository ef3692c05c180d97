import { at, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import type { Rule } from './rule.ts'

/** What is imported is mentioned somewhere in the file. */
export const unusedImports: Rule = ({ context, hasErrors }, report) => {
  if (hasErrors) return
  const { file, unusedImports: found } = context.program
  for (const { name, syntax } of found)
    report(diagnose(moduleProblems.unusedImport, { name }, at(file, syntax)))
}

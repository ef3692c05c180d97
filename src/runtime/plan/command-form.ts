import { type Environment, evaluate } from '../../ir/evaluate.ts'
import type { Expression } from '../../ir/expression.ts'

/** `text`: for `sh`, as parts with holes or plain. `words`: a program and its arguments, without a shell. */
export type CommandForm = 'text' | 'words'

/** Which of the two forms a `run` has; both evaluate to lists, so that the expression has to say. */
export function commandForm(run: Expression, environment: Environment): CommandForm {
  if (run.op === 'if') {
    const condition = evaluate(run.condition, environment)
    return commandForm(
      condition.state === 'known' && condition.value === true ? run.yes : run.no,
      environment,
    )
  }
  if (run.op === 'list') return 'words'
  if (run.op === 'value' && Array.isArray(run.value)) return 'words'
  return 'text'
}

import { problem } from './diagnostic.ts'

/** Expressions that can't be evaluated with the values that they got. Codes PIPE9001 to PIPE9999. */
export const evaluationProblems = {
  divisionByZero: problem(
    'PIPE9001',
    'error',
    () => 'This divides by zero.',
    () => 'Guard it with `if … then … else …`.',
  ),
  wrongOperand: problem<{ function: string; expected: string; found: string }>(
    'PIPE9002',
    'error',
    (p) => `\`${p.function}\` takes ${p.expected}, and it got ${p.found}.`,
  ),
  noSuchField: problem<{ field: string; found: string }>(
    'PIPE9003',
    'error',
    (p) => `There is no \`${p.field}\` in ${p.found}.`,
  ),
  emptyList: problem<{ function: string }>(
    'PIPE9004',
    'error',
    (p) => `\`${p.function}\` of an empty list has no value.`,
    () => 'Give a value for that case with `or_else`.',
  ),
  noneSucceeded: problem('PIPE9005', 'error', () => 'None of the alternatives of `first_ok` succeeded.'),
  notSet: problem<{ name: string }>(
    'PIPE9006',
    'error',
    (p) => `The param \`${p.name}\` has no value.`,
    (p) => `Set it with \`--set ${p.name}=…\`, or give it a default.`,
  ),
  unknownFact: problem<{ name: string }>(
    'PIPE9007',
    'error',
    (p) => `\`${p.name}\` is not known here.`,
    () =>
      '`run.id`, `run.date`, `run.status` and `run.url` are known in `notify`, the first two also where `cache: false`.',
  ),
  notFinite: problem<{ function: string }>(
    'PIPE9008',
    'error',
    (p) => `\`${p.function}\` gave NaN or an infinite number.`,
  ),
  noLookUp: problem<{ name: string }>(
    'PIPE9010',
    'error',
    (p) => `\`${p.name}\` can't be looked up here.`,
    () => 'It has a value only where a node is run by a version that keeps what it asks for.',
  ),
  notAProgram: problem<{ place: string; reason: string }>(
    'PIPE9009',
    'error',
    (p) => `This is no program that was compiled by this version: at ${p.place}, ${p.reason}.`,
    () => 'Compile it again from its `.pipe` file.',
  ),
}

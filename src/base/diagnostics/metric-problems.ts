import { problem } from './diagnostic.ts'
import { countOf } from './words.ts'

/** Metrics that have no value for the rows at hand. Codes PIPE7050 to PIPE7069. */
export const metricProblems = {
  singleClass: problem<{ metric: string; part: string; name: string }>(
    'PIPE7050',
    'error',
    ({ metric, part, name }) =>
      `\`${metric}\` has no value: every row of the part \`${part}\` is of the class \`${name}\`.`,
    () => 'Give the part more rows, or split with `stratified` so that it has rows of every class.',
  ),
  singleValue: problem<{ metric: string; part: string; value: number }>(
    'PIPE7051',
    'error',
    ({ metric, part, value }) =>
      `\`${metric}\` has no value: the target is ${value} in every row of the part \`${part}\`.`,
    () => 'Give the part more rows, or measure with `rmse` or `mae`.',
  ),
  wrongTask: problem<{ metric: string; component: string; needs: string; target: string; found: string }>(
    'PIPE7052',
    'error',
    ({ metric, component, needs, target, found }) =>
      `The metric \`${metric}: ${component}()\` needs ${needs}, and the target \`${target}\` is ${found}.`,
    ({ needs }) =>
      needs === 'a column of classes'
        ? 'Metrics of numbers are `rmse`, `mae` and `r2`.'
        : 'Metrics of classes are `accuracy`, `f1`, `log_loss`, `auc` and more.',
  ),
  notFinite: problem<{ model: string; part: string; rows: number }>(
    'PIPE7053',
    'error',
    ({ model, part, rows }) =>
      `The model of \`${model}\` predicts NaN or infinite numbers for ${countOf(rows, 'row')} of the part \`${part}\`.`,
    () =>
      'Its training diverged: guard it with a regulation whose limit is `finite()`, or lower its learning rate.',
  ),
  emptyPart: problem<{ part: string }>(
    'PIPE7054',
    'error',
    ({ part }) => `There is nothing to measure: the part \`${part}\` has no rows.`,
    () => 'Give the part a larger share of the `split`.',
  ),
  otherTask: problem<{ part: string; target: string; predicts: string; found: string }>(
    'PIPE7055',
    'error',
    ({ part, target, predicts, found }) =>
      `The model predicts ${predicts}, and the target \`${target}\` of the part \`${part}\` is a column of ${found}.`,
    () => 'Evaluate it on a part with the target that it was trained on.',
  ),
}

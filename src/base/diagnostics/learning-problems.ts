import { problem } from './diagnostic.ts'

/** Training and evaluation: what the learner refuses or can't go on with. Codes PIPE7001 to PIPE7999. */
export const learningProblems = {
  notFinite: problem<{ signal: string; step: number }>(
    'PIPE7001',
    'error',
    ({ signal, step }) => `\`${signal}\` became NaN or infinite at step ${step}.`,
    ({ signal }) =>
      `Scale the features (\`transform: [standardize()]\`), lower the learning rate, or guard the training with a regulation: \`observe: ${signal === 'weights' ? 'loss' : signal}, limit: finite(), respond: restore()\`.`,
  ),
  noTarget: problem<{ part: string }>(
    'PIPE7002',
    'error',
    ({ part }) => `The data of \`${part}\` has no target, so there is nothing to learn to predict.`,
    () => 'Name the column to predict in the dataset: `target: "…"`.',
  ),
  wrongTask: problem<{ what: string; needs: string; target: string; found: string }>(
    'PIPE7003',
    'error',
    ({ what, needs, target, found }) =>
      `\`${what}\` needs ${needs}, and the target \`${target}\` is ${found}.`,
    ({ needs }) =>
      needs === 'a column of classes'
        ? 'Use the loss `mse()`, `mae()` or `huber()` with the model `linear()` or `mlp(…)`, or name a column of classes as `target`.'
        : 'Use the loss `cross_entropy()`, or declare the column as `float` in the `schema` of the dataset.',
  ),
  featuresDiffer: problem<{ what: string; expected: readonly string[]; found: readonly string[] }>(
    'PIPE7004',
    'error',
    ({ what, expected, found }) => `${what}: ${differenceOf(expected, found)}.`,
    () =>
      'Both must come from datasets with the same features, in the same order, after the same transforms.',
  ),
  classesDiffer: problem<{ what: string; expected: readonly string[]; found: readonly string[] }>(
    'PIPE7005',
    'error',
    ({ what, expected, found }) => `${what}: ${differenceOf(expected, found)}.`,
    () => 'Both must come from datasets whose targets have the same classes.',
  ),
  noRows: problem<{ part: string }>(
    'PIPE7006',
    'error',
    ({ part }) => `The data of \`${part}\` has no rows.`,
    () => 'Give the part a larger share in the `split`, or look at what the transforms drop.',
  ),
  noGpu: problem<{ tried: string }>(
    'PIPE7007',
    'error',
    ({ tried }) => `No GPU can be used: ${tried}.`,
    () => 'Say `device: "auto"` or `device: "cpu"` to compute on the CPU.',
  ),
  restoredTooOften: problem<{ regulation: string; times: number; step: number }>(
    'PIPE7008',
    'error',
    ({ regulation, times, step }) =>
      `The regulation \`${regulation}\` went back to a saved state ${times} times and left its limit again at step ${step}.`,
    () => 'Lower the learning rate, loosen the limit, or raise `max_times` of `restore`.',
  ),
  damagedCheckpoint: problem<{ file: string; reason: string }>(
    'PIPE7009',
    'warning',
    ({ file, reason }) => `The checkpoint ${file} is damaged (${reason}) and is not used.`,
    () => 'The training goes on from the one before it, or from the start; the result stays the same.',
  ),
  weightsDiffer: problem<{ what: string; reason: string }>(
    'PIPE7010',
    'error',
    ({ what, reason }) => `The weights of \`${what}\` don't fit the model: ${reason}.`,
    () => 'The model to start from must have the same layers.',
  ),
  outOfMemory: problem<{ bytes?: number }>(
    'PIPE7011',
    'error',
    ({ bytes }) =>
      `The tensors don't fit into memory${bytes === undefined ? '' : `: there is no room for ${bytes} more bytes`}.`,
    () => 'Make `batch_size` or the model smaller; the tensors of a training may take 4 GiB.',
  ),
  defect: problem<{ task: string; reason: string }>(
    'PIPE7012',
    'error',
    ({ task, reason }) => `The learner failed while it worked on \`${task}\`: ${reason}.`,
    () => 'This is a defect of pipewright; please report it with the program that shows it.',
  ),
  notAModel: problem<{ path: string; reason: string }>(
    'PIPE7013',
    'error',
    ({ path, reason }) => `There is no sound model in ${path}: ${reason}.`,
    () => 'Run the training that makes it again.',
  ),
  oneClass: problem<{ target: string; classes: number }>(
    'PIPE7014',
    'error',
    ({ target, classes }) =>
      `The target \`${target}\` has ${classes === 0 ? 'no class' : 'a single class'}, so there is nothing to tell apart.`,
    () => 'Look at the rows that the dataset reads, or name another `target`.',
  ),
  notANumber: problem<{ regulation: string; found: string }>(
    'PIPE7015',
    'error',
    ({ regulation, found }) => `What the regulation \`${regulation}\` observes is no number but ${found}.`,
  ),
  badSetting: problem<{ field: string; expected: string; found: string }>(
    'PIPE7016',
    'error',
    ({ field, expected, found }) => `\`${field}\` must be ${expected}, and it is ${found}.`,
  ),
  unknownComponent: problem<{ category: string; name: string; known: readonly string[] }>(
    'PIPE7017',
    'error',
    ({ category, name }) => `The built-in trainer has no ${category} \`${name}\`.`,
    ({ known }) => `It has ${known.map((name) => `\`${name}\``).join(', ')}.`,
  ),
  outOfLimit: problem<{ regulation: string; signal: string; limit: string; step: number }>(
    'PIPE7018',
    'warning',
    ({ regulation, signal, limit, step }) =>
      `The regulation \`${regulation}\` left its limit at step ${step}: ${signal} is not within ${limit}.`,
  ),
  signalMissing: problem<{ regulation: string; signal: string }>(
    'PIPE7019',
    'error',
    ({ regulation, signal }) =>
      `The regulation \`${regulation}\` observes \`${signal}\`, which this training does not have.`,
    ({ signal }) =>
      signal.startsWith('val.')
        ? 'Give the training a part to evaluate after each epoch: `validate: …`.'
        : undefined,
  ),
  lostCheckpoint: problem<{ file: string; reason: string }>(
    'PIPE7020',
    'error',
    ({ file, reason }) => `The checkpoint ${file} was lost while the training ran: ${reason}.`,
    () => 'Leave the folder `.pipe` alone while a run is on, and run again.',
  ),
  checkpointNotWritten: problem<{ file: string; reason: string }>(
    'PIPE7021',
    'warning',
    ({ file, reason }) =>
      `The checkpoint ${file} can't be written (${reason}); the training goes on without.`,
    ({ reason }) => (reason === 'ENOSPC' ? 'The disk is full: make room.' : undefined),
  ),
  notWritten: problem<{ path: string; reason: string }>(
    'PIPE7022',
    'error',
    ({ path, reason }) => `The file ${path} can't be written: ${reason}.`,
    ({ reason }) => (reason === 'ENOSPC' ? 'The disk is full: make room.' : undefined),
  ),
  noFeatures: problem<{ part: string }>(
    'PIPE7023',
    'error',
    ({ part }) => `The data of \`${part}\` has no features, so there is nothing to learn from.`,
    () => 'Look at `features` and `drop` of the dataset: they leave no column but the target.',
  ),
}

/** Says how two lists of names differ, in the fewest words that help. */
function differenceOf(expected: readonly string[], found: readonly string[]): string {
  const missing = expected.filter((name) => !found.includes(name))
  const extra = found.filter((name) => !expected.includes(name))
  const list = (names: readonly string[]) => {
    const shown = names.slice(0, 5).map((name) => `\`${name}\``)
    return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ')
  }
  const parts: string[] = []
  if (missing.length > 0) parts.push(`${list(missing)} missing`)
  if (extra.length > 0) parts.push(`${list(extra)} too many`)
  return parts.length > 0 ? parts.join(', ') : 'the same names in another order'
}

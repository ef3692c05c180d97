import { problem } from './diagnostic.ts'
import { countOf, namesOf, percentOf, quoted } from './words.ts'

/** Datasets: choosing columns, splitting, transforming, and the parts that come of it. Codes PIPE4030 to PIPE4099. */
export const datasetProblems = {
  notAPart: problem<{ path: string }>(
    'PIPE4030',
    'error',
    ({ path }) => `${path} is not a part that a dataset wrote.`,
    () =>
      'Rows that a command wrote are read by a dataset of their own: dataset rows { source: csv(step.rows) }.',
  ),
  noColumn: problem<{ dataset: string; field: string; name: string; suggestion?: string | undefined }>(
    'PIPE4031',
    'error',
    ({ dataset, field, name }) =>
      `\`${field}\` of \`${dataset}\` names a column \`${name}\`, which its rows lack.`,
    ({ suggestion }) => suggestion && `Did you mean \`${suggestion}\`?`,
  ),
  noFeatures: problem<{ dataset: string }>(
    'PIPE4032',
    'error',
    ({ dataset }) => `\`${dataset}\` has no column left to learn from.`,
    () => 'Look at `features`, `drop` and `target`.',
  ),
  targetChosenTwice: problem<{ dataset: string; target: string; field: string }>(
    'PIPE4033',
    'error',
    ({ dataset, target, field }) =>
      `The target \`${target}\` of \`${dataset}\` stands in its \`${field}\` too.`,
    ({ field }) => `Take it out of \`${field}\`.`,
  ),
  textFeatures: problem<{ dataset: string; columns: readonly string[] }>(
    'PIPE4034',
    'error',
    ({ dataset, columns }) => `\`${dataset}\` would learn from texts: ${namesOf(columns)}.`,
    ({ columns }) =>
      `Turn them into numbers with \`transform: [one_hot(columns: [${columns
        .slice(0, 5)
        .map((name) => JSON.stringify(name))
        .join(', ')}])]\`, or leave them out with \`drop\`.`,
  ),
  missingFeatures: problem<{
    dataset: string
    columns: readonly { readonly name: string; readonly rows: number }[]
  }>(
    'PIPE4035',
    'error',
    ({ dataset, columns }) =>
      `\`${dataset}\` has missing values in ${namesOf(columns.map((column) => column.name))} (${columns
        .map(({ rows }) => countOf(rows, 'row'))
        .slice(0, 5)
        .join(', ')}).`,
    () =>
      'Fill them in with `impute()` as the first transform, or drop those rows with `impute(with: "drop")`.',
  ),
  missingTarget: problem<{ dataset: string; target: string; rows: number }>(
    'PIPE4036',
    'error',
    ({ dataset, target, rows }) =>
      `${countOf(rows, 'row')} of \`${dataset}\` ${rows === 1 ? 'has' : 'have'} no value of the target \`${target}\`.`,
    ({ target }) =>
      `Drop such rows: \`transform: [impute(with: "drop", columns: [${JSON.stringify(target)}])]\`.`,
  ),
  sharesBeyondOne: problem<{ dataset: string; sum: number }>(
    'PIPE4037',
    'error',
    ({ dataset, sum }) =>
      `The shares of the split of \`${dataset}\` add up to ${percentOf(sum)}, which is more than all rows.`,
    () => 'Shares such as 70%, 15% and 15% leave nothing over.',
  ),
  emptyPart: problem<{ dataset: string; part: string; share: number; rows: number }>(
    'PIPE4038',
    'error',
    ({ dataset, part, share, rows }) =>
      `The part \`${part}\` of \`${dataset}\` has no rows: its share is ${percentOf(share)} of ${countOf(rows, 'row')}.`,
    () => 'Give it a larger share, or the dataset more rows.',
  ),
  allDropped: problem<{ dataset: string; part: string; column: string }>(
    'PIPE4039',
    'error',
    ({ dataset, part, column }) =>
      `Every row of the part \`${part}\` of \`${dataset}\` was dropped, for each has a missing value in \`${column}\` or a column before it.`,
    ({ column }) => `Leave \`${column}\` out with \`drop\`, or fill it in.`,
  ),
  nothingToFit: problem<{ transform: string; dataset: string; column: string; part: string }>(
    'PIPE4040',
    'error',
    ({ transform, dataset, column, part }) =>
      `\`${transform}\` of \`${dataset}\` can't be fitted: column \`${column}\` has no value in the part \`${part}\`.`,
    ({ column }) => `Leave \`${column}\` out with \`drop\`.`,
  ),
  wrongColumnType: problem<{
    transform: string
    dataset: string
    column: string
    type: string
    wanted: string
  }>(
    'PIPE4041',
    'error',
    ({ transform, dataset, column, type, wanted }) =>
      `\`${transform}\` of \`${dataset}\` takes ${wanted}, and \`${column}\` is a column of ${type} values.`,
  ),
  transformedTarget: problem<{ transform: string; dataset: string; target: string }>(
    'PIPE4042',
    'error',
    ({ transform, dataset, target }) =>
      `\`${transform}\` of \`${dataset}\` can't change the target \`${target}\`.`,
    () => 'The one thing to do to a target is to drop the rows that lack it: `impute(with: "drop")`.',
  ),
  missingBeforeOneHot: problem<{ dataset: string; column: string; rows: number }>(
    'PIPE4043',
    'error',
    ({ dataset, column, rows }) =>
      `\`one_hot\` of \`${dataset}\` meets missing values: ${countOf(rows, 'row')} of column \`${column}\`.`,
    () => 'Put `impute()` before it: texts are filled in with the most frequent one.',
  ),
  badClip: problem<{ dataset: string; min: number; max: number }>(
    'PIPE4044',
    'error',
    ({ dataset, min, max }) =>
      `\`clip\` of \`${dataset}\` has a \`min\` of ${min} above its \`max\` of ${max}.`,
  ),
  tooLarge: problem<{ dataset: string; column: string; value: number }>(
    'PIPE4045',
    'error',
    ({ dataset, column, value }) =>
      `Column \`${column}\` of \`${dataset}\` holds ${value}, which is too large for a 32-bit float.`,
    () => 'Bring it into range with `standardize()` or `clip()`.',
  ),
  notATime: problem<{ dataset: string; column: string; value: string; row: number }>(
    'PIPE4046',
    'error',
    ({ dataset, column, value, row }) =>
      `\`by_time\` of \`${dataset}\` reads ${quoted(value)} in row ${row} of column \`${column}\` as no time.`,
    () => 'Times are numbers, or dates as ISO 8601 writes them: "2026-03-01" or "2026-03-01T12:30:00Z".',
  ),
  missingSplitValue: problem<{ dataset: string; split: string; column: string; rows: number }>(
    'PIPE4047',
    'error',
    ({ dataset, split, column, rows }) =>
      `\`${split}\` of \`${dataset}\` needs a value of \`${column}\` in each row, and ${countOf(rows, 'row')} ${rows === 1 ? 'has' : 'have'} none.`,
    () => 'Mend the rows, or split by another column.',
  ),
  constantColumns: problem<{ dataset: string; columns: readonly string[]; part: string }>(
    'PIPE4048',
    'warning',
    ({ dataset, columns, part }) =>
      `Nothing can be learned from ${namesOf(columns)} of \`${dataset}\`: the part \`${part}\` has the same value in each of its rows.`,
    () => 'Leave such columns out with `drop`.',
  ),
  unseenValues: problem<{ dataset: string; part: string; column: string; rows: number; example: string }>(
    'PIPE4049',
    'warning',
    ({ dataset, part, column, rows, example }) =>
      `${countOf(rows, 'row')} of the part \`${part}\` of \`${dataset}\` ${rows === 1 ? 'has a value' : 'have values'} of \`${column}\` that the train part lacks, such as ${quoted(example)}; \`one_hot\` makes zeros of them.`,
  ),
  unseenClasses: problem<{ dataset: string; target: string; classes: readonly string[] }>(
    'PIPE4050',
    'warning',
    ({ dataset, target, classes }) =>
      `The train part of \`${dataset}\` has no row of ${classes.length === 1 ? 'the class' : 'the classes'} ${namesOf(classes)} of \`${target}\`.`,
    ({ target }) =>
      `A split that keeps the shares of classes is \`stratified(by: ${JSON.stringify(target)}, …)\`.`,
  ),
  manyClasses: problem<{ dataset: string; target: string; classes: number; rows: number }>(
    'PIPE4051',
    'warning',
    ({ dataset, target, classes, rows }) =>
      `The target \`${target}\` of \`${dataset}\` has ${classes} classes in ${countOf(rows, 'row')}.`,
    ({ target }) => `To predict it as a number, declare it: \`schema: { ${target}: float }\`.`,
  ),
  badSchema: problem<{ dataset: string; column: string }>(
    'PIPE4052',
    'error',
    ({ dataset, column }) =>
      `The schema of \`${dataset}\` gives \`${column}\` a type that no column can have.`,
    () => 'A column is an int, float, bool or string, or optional of one of them.',
  ),
}

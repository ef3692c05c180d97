import { problem } from './diagnostic.ts'

/** Ends the hint of each leak: the way out for who knows better. */
const waiver = 'If it is meant, say why on the node: `allow_leak: "…"`.'

/** Leaks of test data. Codes PIPE3200 to PIPE3299. */
export const leakProblems = {
  tunedOnTest: problem<{
    what: string
    rows: string
    made?: string | undefined
    better?: string | undefined
    /** What can stand in the place of what is blamed. */
    instead?: string | undefined
  }>(
    'PIPE3201',
    'error',
    ({ what, rows, made }) =>
      `${what} looks at \`${rows}\`${made === undefined ? ', a test part' : `, made of the test part \`${made}\``}: what is chosen by it can't be tested on it any more.`,
    ({ better }) =>
      `${better === undefined ? 'Choose by a validation part' : `Choose by \`${better}\``}, and test the winner once. ${waiver}`,
    ({ instead }) => instead,
  ),
  fittedOnAll: problem<{ transform: string; dataset: string; others: readonly string[] }>(
    'PIPE3202',
    'error',
    ({ transform, dataset, others }) =>
      `\`${transform}\` learns from all rows of \`${dataset}\`, those of ${listed(others)} too.`,
    () =>
      `Leave \`fit_on\` out: a transform is fitted on the train part and applied to the others. ${waiver}`,
    () => '"train"',
  ),
  seenRows: problem<{
    node: string
    /** `evaluated`, `validated`, `measured`. */
    how: string
    rows: string
    train: string
    learned: string
    better?: string | undefined
  }>(
    'PIPE3203',
    'error',
    ({ node, how, rows, train, learned }) =>
      rows === learned
        ? `\`${node}\` is ${how} on \`${rows}\`, and \`${train}\` trained the model on it.`
        : `\`${node}\` is ${how} on \`${rows}\`, and \`${train}\` trained the model on \`${learned}\`, which has rows of it.`,
    ({ better }) =>
      `${better === undefined ? 'Use a part that no training saw' : `Use a part that no training saw, such as \`${better}\``}. ${waiver}`,
  ),
  sharedSource: problem<{
    node: string
    how: string
    rows: string
    train: string
    learned: string
    source: string
  }>(
    'PIPE3204',
    'warning',
    ({ node, how, rows, train, learned, source }) =>
      `\`${node}\` is ${how} on \`${rows}\`, and \`${train}\` trained the model on \`${learned}\`: both read ${source}, and rows may be in both.`,
    () =>
      `Take parts of one dataset, or split both by \`hash(…, key: "…")\` with one key, so that a row has one place. ${waiver}`,
  ),
  noLeak: problem<{ node: string }>(
    'PIPE3205',
    'warning',
    ({ node }) => `\`${node}\` allows a leak, and there is none.`,
    () => 'Take `allow_leak` away, so that a later leak is noticed.',
  ),
  leakWithoutReason: problem(
    'PIPE3206',
    'error',
    () => '`allow_leak` gives no reason.',
    () => 'Say why the leak does no harm: the report of each run repeats it.',
  ),
}

function listed(parts: readonly string[]): string {
  const quoted = parts.map((part) => `\`${part}\``)
  return quoted.length < 2
    ? (quoted[0] ?? 'every part')
    : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}

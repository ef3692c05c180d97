import { problem } from './diagnostic.ts'

/** Types, units, ranges, phases. Codes PIPE3001 to PIPE3999. */
export const typeProblems = {
  mismatch: problem<{ what?: string | undefined; expected: string; found: string }>(
    'PIPE3001',
    'error',
    ({ what, expected, found }) => `${what ?? 'This'} must be ${expected}, and it is ${found}.`,
  ),
  outOfRange: problem<{ what?: string | undefined; range: string; found: string }>(
    'PIPE3002',
    'error',
    ({ what, range, found }) => `${what ?? 'This'} must be ${range}, and it is ${found}.`,
    () => 'Take a value in this range, or change the param that gives it.',
  ),
  unknownChoice: problem<{
    what?: string | undefined
    found: string
    choices: readonly string[]
    suggestion?: string | undefined
  }>(
    'PIPE3003',
    'error',
    ({ what, found, choices }) =>
      `${what ?? 'This'} must be ${choices.map((choice) => `"${choice}"`).join(' or ')}, and it is "${found}".`,
    ({ suggestion }) => (suggestion === undefined ? undefined : `Did you mean "${suggestion}"?`),
    ({ suggestion }) => (suggestion === undefined ? undefined : JSON.stringify(suggestion)),
  ),
  operands: problem<{ operator: string; left: string; right: string }>(
    'PIPE3004',
    'error',
    ({ operator, left, right }) => `\`${operator}\` can't be applied to ${left} and ${right}.`,
    () => 'Numbers go with numbers, texts with texts, and quantities with others of their dimension.',
  ),
  operand: problem<{ operator: string; expected: string; found: string }>(
    'PIPE3005',
    'error',
    ({ operator, expected, found }) => `\`${operator}\` needs ${expected}, and this is ${found}.`,
  ),
  neverEqual: problem<{ left: string; right: string }>(
    'PIPE3006',
    'error',
    ({ left, right }) => `These are never equal: ${left} and ${right}.`,
  ),
  knownTooLate: problem<{
    what: string
    when: string
    cause: string
    known: string
    instead?: string | undefined
  }>(
    'PIPE3007',
    'error',
    ({ what, when, cause, known }) => `${what} must be known ${when}; ${cause} is known only ${known}.`,
    ({ instead, when }) =>
      instead ??
      (when === 'when the file is checked'
        ? 'Write the value out.'
        : 'Write the value out, or make it a param.'),
  ),
  secretHere: problem<{ name: string; via: readonly string[]; place: string }>(
    'PIPE3008',
    'error',
    ({ name, via, place }) => {
      const holder = via.at(-1)
      if (holder === undefined) return `The secret \`${name}\` can't be used ${place}.`
      const path = via.slice(0, -1).map((step) => `\`${step}\``)
      const through = path.length === 0 ? '' : `, through ${path.join(', ')},`
      return `\`${holder}\` holds the secret \`${name}\`${through} and can't be used ${place}.`
    },
    () => 'Secrets go into `env:` of a step and into fields that ask for a secret, nowhere else.',
  ),
  holeInQuotes: problem<{ quote: string }>(
    'PIPE3009',
    'error',
    ({ quote }) => `A hole can't stand inside ${quote}: its quoting would break the command.`,
    () => 'Take the quotes away (holes are quoted for the shell), or pass the value by `env`.',
  ),
  holeUnclear: problem(
    'PIPE3044',
    'error',
    () => "Shells disagree on where the quoting before this hole ends, so it can't be quoted safely.",
    () => "Write the command with plain quotes (not `$'…'`), or pass the value by `env`.",
  ),
  listInWord: problem(
    'PIPE3210',
    'error',
    () => 'This becomes several words, and its hole is part of one word.',
    () => 'Put spaces around the hole, or make one text of the list: `join(list, ",")`.',
  ),
  quantityWord: problem<{ how: string }>(
    'PIPE3010',
    'error',
    () => 'A command gets plain numbers, and this has a unit.',
    ({ how }) => `Say in which unit: \`${how}\`.`,
  ),
  notAWord: problem<{ found: string }>(
    'PIPE3011',
    'error',
    ({ found }) => `This can't be part of a command: it is ${found}.`,
  ),
  notText: problem<{ found: string; hint?: string | undefined }>(
    'PIPE3012',
    'error',
    ({ found }) => `This can't be part of a text: it is ${found}.`,
    ({ hint }) => hint,
  ),
  commandWrittenOut: problem(
    'PIPE3013',
    'error',
    () => 'A command is written out: a text, or a list of words.',
    () => 'Put what varies into a hole: `run: "python ${if fast then "a.py" else "b.py"}"`.',
  ),
  shapeWrittenOut: problem<{ what: string; reason: string }>(
    'PIPE3014',
    'error',
    ({ what, reason }) => `${what} must be written out as \`{ name: … }\`, since ${reason}.`,
  ),
  unknownType: problem<{ name: string; suggestion?: string | undefined }>(
    'PIPE3015',
    'error',
    ({ name }) => `There is no type \`${name}\`.`,
    ({ suggestion }) =>
      suggestion === undefined
        ? 'Types are int, float, bool, string, duration, bytes, path, list(…), optional(…), one_of("…") and { name: type }.'
        : `Did you mean \`${suggestion}\`?`,
  ),
  badType: problem<{ reason: string }>('PIPE3016', 'error', ({ reason }) => `This is no type: ${reason}.`),
  functionArguments: problem<{ name: string; usage: string }>(
    'PIPE3018',
    'error',
    ({ name }) => `\`${name}\` is called with the wrong arguments.`,
    ({ usage }) => `Write \`${usage}\`.`,
  ),
  rangeAlone: problem(
    'PIPE3019',
    'error',
    () => 'A range is no value by itself.',
    () => 'It stands after `in`: `x in 0..1`.',
  ),
  badQuantity: problem<{ text: string }>(
    'PIPE3020',
    'error',
    ({ text }) => `\`${text}\` has no unit of this language.`,
    () => 'Units are ms s m h d w, B KB MB GB TB KiB MiB GiB TiB, %, epochs and steps.',
  ),
  unknownColumn: problem<{
    name: string
    data: string
    suggestion?: string | undefined
    known: readonly string[]
  }>(
    'PIPE3021',
    'error',
    ({ name, data }) => `${data} has no column \`${name}\`.`,
    ({ suggestion, known }) =>
      suggestion !== undefined
        ? `Did you mean \`${suggestion}\`?`
        : (separatorHint(known) ??
          `It has ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`),
  ),
  columnType: problem<{ use: string; column: string; expected: string; found: string }>(
    'PIPE3022',
    'error',
    ({ use, column, expected, found }) =>
      `${use} needs ${expected}, and the column \`${column}\` holds ${found}.`,
  ),
  targetAsFeature: problem<{ column: string }>(
    'PIPE3023',
    'error',
    ({ column }) => `The column \`${column}\` is the target, so it can't be a feature or be dropped.`,
  ),
  noTarget: problem<{ data: string; node: string }>(
    'PIPE3024',
    'error',
    ({ data, node }) => `\`${node}\` needs to know what to predict, and ${data} names no target.`,
    () => 'Give the dataset `target: "…"`, the name of the column to predict.',
  ),
  wrongTask: problem<{
    use: string
    needs: string
    target: string
    has: string
    known: readonly string[]
    /** The target's values are whole numbers: classes, unless the schema says otherwise. */
    whole: boolean
  }>(
    'PIPE3025',
    'error',
    ({ use, needs, target, has }) => `${use} is for ${needs}, and the target \`${target}\` holds ${has}.`,
    ({ known, has, target, whole }) => {
      const others = known.length > 0 ? `For ${has} there is ${known.join(', ')}.` : undefined
      if (!whole) return others
      const schema = `\`schema: { ${target}: float }\``
      return `${others === undefined ? '' : `${others} `}If it holds numbers to predict, say so: ${schema}.`
    },
  ),
  signalMissing: problem<{ signal: string; regulation: string; train: string; reason: string }>(
    'PIPE3026',
    'error',
    ({ signal, regulation, train, reason }) =>
      `The regulation \`${regulation}\` reads \`${signal}\`, which \`${train}\` does not have: ${reason}.`,
    ({ regulation, train }) =>
      `Give \`${train}\` what the regulation reads (\`val\` comes from \`validate\`), or leave \`${regulation}\` out of it.`,
  ),
  shares: problem<{ total: string }>(
    'PIPE3027',
    'error',
    ({ total }) => `The shares of the parts add up to ${total}, more than 100%.`,
    () => 'A row is in one part: let the shares add up to 100%, or to less to leave rows out.',
  ),
  schemaNeeded: problem<{ dataset: string }>(
    'PIPE3028',
    'error',
    ({ dataset }) => `The columns of \`${dataset}\` are known only when its source has been made.`,
    () => 'Name them: `schema: { x: float, label: string }`.',
  ),
  schemaDiffers: problem<{ column: string; declared: string; found: string; path: string }>(
    'PIPE3029',
    'error',
    ({ column, declared, found, path }) =>
      `The schema says that \`${column}\` holds ${declared}, and ${path} has ${found} there.`,
  ),
  candidatesDiffer: problem<{ first: string; second: string; missing: string }>(
    'PIPE3030',
    'error',
    ({ first, second, missing }) =>
      `Candidates must have the same metrics: \`${first}\` has \`${missing}\`, \`${second}\` has not.`,
  ),
  noMetrics: problem<{ node: string }>(
    'PIPE3031',
    'error',
    ({ node }) => `\`${node}\` can't be a candidate: it has no metrics.`,
    () => 'Candidates are `evaluate` nodes, `train` nodes, and steps with a `metrics(…)` output.',
  ),
  noCandidates: problem('PIPE3032', 'error', () => '`from` names no candidate.'),
  uncachedFact: problem<{ name: string; node: string }>(
    'PIPE3033',
    'error',
    ({ name, node }) => `\`${name}\` differs from run to run, so \`${node}\` can't be cached.`,
    () => 'Add `cache: false` to the node.',
  ),
  noParts: problem<{ dataset: string; part: string }>(
    'PIPE3034',
    'error',
    ({ dataset, part }) => `\`${dataset}\` is not split, so it has no part \`${part}\`.`,
    () => 'Add `split: hash(train: 80%, test: 20%)` to it, or use its only part `all`.',
  ),
  noFeatures: problem<{ dataset: string }>(
    'PIPE3035',
    'error',
    ({ dataset }) => `\`${dataset}\` leaves no column to learn from.`,
  ),
  textFeatures: problem<{ dataset: string; columns: readonly string[] }>(
    'PIPE3037',
    'error',
    ({ dataset, columns }) =>
      `${columnsOf(columns)} of \`${dataset}\` ${holds(columns)} texts, and a model learns from numbers.`,
    ({ columns }) =>
      `Add \`one_hot()\` to \`transform\`, or leave out what is not needed: \`drop: [${columns.map((name) => JSON.stringify(name)).join(', ')}]\`. One value that is no number makes a column one of texts.`,
  ),
  missingFeatures: problem<{ dataset: string; columns: readonly string[] }>(
    'PIPE3038',
    'error',
    ({ dataset, columns }) =>
      `${columnsOf(columns)} of \`${dataset}\` ${columns.length === 1 ? 'has' : 'have'} missing values.`,
    () => 'Add `impute()` to `transform`: it fills them in, or drops the rows with `impute(with: "drop")`.',
  ),
  missingBeforeOneHot: problem<{ column: string }>(
    'PIPE3039',
    'error',
    ({ column }) => `\`one_hot\` can't take the column \`${column}\`, which has missing values.`,
    () => 'Put `impute()` before it.',
  ),
  tooFewShares: problem(
    'PIPE3040',
    'error',
    () => 'The `train` part gets no rows.',
    () => 'Give it a share: `train: 80%`.',
  ),
  numberTooLarge: problem<{ text: string }>(
    'PIPE3041',
    'error',
    ({ text }) => `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\` is too large for a number.`,
  ),
  notPositive: problem<{ what: string; found: string }>(
    'PIPE3042',
    'error',
    ({ what, found }) => `${what} must be more than nothing, and it is ${found}.`,
  ),
  targetDiffers: problem<{ node: string; learned: string; target: string; data: string; given: string }>(
    'PIPE3043',
    'error',
    ({ node, learned, target, data, given }) =>
      `The model in \`${node}\` learns to predict \`${target}\` from ${learned}, and the target of ${data} is \`${given}\`.`,
  ),
  emptyCommand: problem('PIPE3036', 'error', () => 'The command is empty.'),
}

/** A table of one column whose name holds what usually stands between columns was read with the wrong separator. */
function separatorHint([only, second]: readonly string[]): string | undefined {
  const separator = second === undefined ? only?.match(/[;\t|]/)?.[0] : undefined
  if (separator === undefined) return undefined
  const written = JSON.stringify(separator)
  return `It has a single column, \`${only}\`: is ${written} the separator? Then say \`csv("…", separator: ${written})\`.`
}

function columnsOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `\`${name}\``)
  const rest = names.length > 8 ? ', …' : ''
  return `The column${names.length === 1 ? '' : 's'} ${shown.join(', ')}${rest}`
}

function holds(names: readonly string[]): string {
  return names.length === 1 ? 'holds' : 'hold'
}

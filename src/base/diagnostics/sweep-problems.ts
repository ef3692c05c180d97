import { problem } from './diagnostic.ts'
import { namesOf } from './words.ts'

function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean \`${suggestion}\`?`
}

/** What is told of a read of a node that a sweep tunes. */
interface UntunedRead {
  readonly node: string
  readonly sweep: string
  readonly best: string | undefined
  readonly base: string
}

/** Sweeps and their cones, fan-out, comparisons. Codes PIPE2200 to PIPE2299. */
export const sweepProblems = {
  notAParam: problem<{ name: string; kind?: string | undefined; suggestion?: string | undefined }>(
    'PIPE2200',
    'error',
    ({ name, kind }) =>
      kind === undefined
        ? `A sweep is over params, and there is no param \`${name}\`.`
        : `A sweep is over params, and \`${name}\` is a ${kind}.`,
    ({ name, kind, suggestion }) =>
      didYouMean(suggestion) ??
      (kind === undefined
        ? `Declare it: \`param ${name} = …\`; \`seed\` can be swept too.`
        : `Make what should vary a param, and have \`${name}\` read it.`),
    ({ suggestion }) => suggestion,
  ),
  notWrittenOut: problem<{ field: string }>(
    'PIPE2201',
    'error',
    ({ field }) => `\`${field}\` must be written out, so that its params can be read off the text.`,
    ({ field }) => `Write \`${field}: { lr: … }\`.`,
  ),
  emptySpace: problem<{ name: string }>(
    'PIPE2202',
    'error',
    ({ name }) => `There is nothing to choose from for \`${name}\`.`,
    () => 'Give at least one value; a range goes from its lower end up to its higher one.',
  ),
  spaceGives: problem<{ space: string; gives: string; name: string; wanted: string }>(
    'PIPE2203',
    'error',
    ({ space, gives, name, wanted }) => `\`${space}\` gives ${gives}, and \`${name}\` must be ${wanted}.`,
    ({ wanted }) =>
      wanted.startsWith('a whole number')
        ? 'For whole numbers there are ranges such as `8..128` and `log_int(8..128)`.'
        : 'Write the values as a list.',
  ),
  notPositive: problem<{ space: string }>(
    'PIPE2204',
    'error',
    ({ space }) => `The range of \`${space}\` must lie above 0: there is no logarithm of 0.`,
  ),
  notListable: problem<{ name: string }>(
    'PIPE2205',
    'error',
    ({ name }) => `A grid tries every combination, and the values of \`${name}\` can't be listed.`,
    () => 'Write the values as a list, or choose a strategy that draws, such as `tpe(trials: 60)`.',
  ),
  onlyNumbers: problem<{ strategy: string; name: string }>(
    'PIPE2206',
    'error',
    ({ strategy, name }) =>
      `\`${strategy}\` searches ranges of numbers, and \`${name}\` is drawn from a list.`,
    () => 'Give a range, or choose `tpe`, which takes both.',
  ),
  noPurpose: problem(
    'PIPE2207',
    'error',
    () => 'A sweep maximizes, minimizes or collects something, and this one does neither.',
    () => 'Write `maximize: quality.accuracy`, or `collect: { accuracy: quality.accuracy }`.',
  ),
  twoObjectives: problem(
    'PIPE2208',
    'error',
    () => 'A sweep has one objective, and this one has both `maximize` and `minimize`.',
    () => 'Weigh them into one number, or keep one of them in `collect`.',
  ),
  needsObjective: problem<{ what: string }>(
    'PIPE2209',
    'error',
    ({ what }) => `\`${what}\` compares trials by an objective, and this sweep has none.`,
    () => 'Give it `maximize` or `minimize`.',
  ),
  unreachedParam: problem<{ sweep: string; name: string; reaches: readonly string[] }>(
    'PIPE2210',
    'error',
    ({ sweep, name }) =>
      `\`${sweep}\` sweeps \`${name}\`, and nothing that the sweep reads depends on \`${name}\`.`,
    ({ name, reaches }) =>
      reaches.length === 0
        ? `Have a node read \`${name}\`, or leave it out: each of its values would repeat the same work.`
        : `It reaches ${namesOf(reaches)}; read that in the objective or in \`collect\`, or leave it out.`,
  ),
  unreachedObjective: problem<{ sweep: string; params: readonly string[] }>(
    'PIPE2211',
    'error',
    ({ params }) =>
      `This is the same in every trial: ${params.length === 1 ? `${namesOf(params)} does not reach it` : `none of ${namesOf(params)} reaches it`}.`,
    () => 'Read what depends on the swept params, such as a metric on the validation part.',
  ),
  untuned: problem<UntunedRead>(
    'PIPE2212',
    'error',
    ({ node, sweep }) =>
      `\`${node}\` is tuned by \`${sweep}\`, so it must be said which of its instances is meant here.`,
    ({ sweep, best, base }) =>
      best === undefined
        ? `Write \`${base}\` for the params as they are, or read an output of \`${sweep}.best\`.`
        : `Write \`${best}\` for the best that \`${sweep}\` finds, or \`${base}\` for the params as they are.`,
  ),
  readsUntuned: problem<{ node: string; tuned: string; sweep: string; base: string | undefined }>(
    'PIPE2213',
    'error',
    ({ node, tuned, sweep }) =>
      `\`${node}\` is made of \`${tuned}\`, which \`${sweep}\` tunes, so here it would stand for untuned params.`,
    ({ tuned, sweep, base }) =>
      `Read \`${sweep}.best.${tuned}\` in a node of its own for the winner${base === undefined ? '' : `, or write \`${base}\` for the params as they are`}.`,
  ),
  effectInCone: problem<{ node: string; kind: string; sweep: string }>(
    'PIPE2214',
    'error',
    ({ node, kind, sweep }) =>
      `\`${sweep}\` would repeat \`${node}\` in every trial, and a ${kind} changes the world outside.`,
    ({ sweep }) => `Let it read the winner, \`${sweep}.best\`, instead of being read by the sweep.`,
  ),
  sweptAndFixed: problem<{ name: string }>(
    'PIPE2215',
    'error',
    ({ name }) => `\`${name}\` is both swept and fixed.`,
    () => 'Take it out of `over` or out of `fix`.',
  ),
  notAWinner: problem<{ found: string }>(
    'PIPE2216',
    'error',
    ({ found }) => `\`fix\` is a record of values of params, and this is ${found}.`,
    () => 'Write `fix: tune.best.params` or `fix: { lr: tune.best.params.lr }`.',
  ),
  noBest: problem<{ sweep: string; trials: string }>(
    'PIPE2217',
    'error',
    ({ sweep }) => `\`${sweep}\` only collects, so none of its trials is the best.`,
    ({ trials }) =>
      `Read \`${trials}\`, a list of all trials, or give the sweep \`maximize\` or \`minimize\`.`,
  ),
  whichInstance: problem<{ text: string; known: readonly string[] }>(
    'PIPE2218',
    'error',
    ({ text }) => `\`${text}\` is no value by itself: say what of it is meant.`,
    ({ text, known }) => (known.length === 0 ? undefined : `Such as \`${text}.${known[0]}\`.`),
  ),
  eachHere: problem(
    'PIPE2220',
    'error',
    () => "`each` can't stand here: it makes one instance of a node for each element of a list.",
    () => 'Write it in a field of a dataset, train, evaluate or step that its work depends on.',
  ),
  eachList: problem<{ found: string }>(
    'PIPE2221',
    'error',
    ({ found }) => `\`each\` takes one list, and it got ${found}.`,
    () => 'Write `each(fit.checkpoints)` or `each(["a", "b"])`.',
  ),
  parallelAlone: problem<{ node: string }>(
    'PIPE2222',
    'warning',
    ({ node }) => `\`parallel\` limits the instances of a node with \`each\`, and \`${node}\` has one.`,
    () => 'Leave it out; `parallel` of a sweep is an argument of its strategy.',
  ),
  notTrials: problem<{ found: string }>(
    'PIPE2230',
    'error',
    ({ found }) => `A comparison is of the trials of a sweep, and this is ${found}.`,
    () => 'Write `trials: arms.trials`.',
  ),
  notSwept: problem<{
    field: string
    name: string
    sweep: string
    known: readonly string[]
    suggestion?: string | undefined
  }>(
    'PIPE2231',
    'error',
    ({ field, name, sweep }) => `\`${field}\` names \`${name}\`, which \`${sweep}\` does not sweep.`,
    ({ known, suggestion }) => didYouMean(suggestion) ?? `It sweeps ${namesOf(known)}.`,
    ({ suggestion }) => (suggestion === undefined ? undefined : JSON.stringify(suggestion)),
  ),
  armsUnknown: problem<{ name: string; sweep: string }>(
    'PIPE2232',
    'error',
    ({ name, sweep }) =>
      `The arms are the values of \`${name}\`, and those are not written out in \`${sweep}\`.`,
    ({ name }) => `Sweep \`${name}\` over a list, so that each arm has a name.`,
  ),
  unknownArm: problem<{ found: string; known: readonly string[]; suggestion?: string | undefined }>(
    'PIPE2233',
    'error',
    ({ found }) => `${found} is none of the arms.`,
    ({ known, suggestion }) =>
      suggestion === undefined ? `The arms are ${known.join(', ')}.` : `Did you mean ${suggestion}?`,
    ({ suggestion }) => suggestion,
  ),
  unknownMetric: problem<{
    name: string
    sweep: string
    known: readonly string[]
    suggestion?: string | undefined
  }>(
    'PIPE2234',
    'error',
    ({ name, sweep }) => `\`${sweep}\` collects no number called \`${name}\`.`,
    ({ known, suggestion }) =>
      didYouMean(suggestion) ??
      (known.length === 0 ? 'It collects no numbers at all.' : `It collects ${namesOf(known)}.`),
    ({ suggestion }) => (suggestion === undefined ? undefined : JSON.stringify(suggestion)),
  ),
  mixedTrials: problem<{ name: string; by: string }>(
    'PIPE2235',
    'error',
    ({ name, by }) =>
      `Trials of one \`${by}\` also differ in \`${name}\`, so a difference between arms could be that.`,
    ({ name }) => `Fix \`${name}\`, or say \`replicate: "${name}"\` if it only repeats the arms.`,
  ),
  oneArm: problem<{ by: string }>(
    'PIPE2236',
    'error',
    ({ by }) => `There is one value of \`${by}\`, and a comparison needs two arms.`,
  ),
  fewReplicates: problem<{ count: number; name: string }>(
    'PIPE2237',
    'warning',
    ({ count, name }) =>
      `With ${count === 1 ? 'one value' : `${count} values`} of \`${name}\` hardly any difference can be shown.`,
    ({ name }) => `Sweep \`${name}\` over five values or more, such as \`1..5\`.`,
  ),
  takenArm: problem<{ name: string }>(
    'PIPE2238',
    'error',
    ({ name }) => `An arm can't be called \`${name}\`: that is what a comparison calls its own output.`,
    () => 'Give the value of the param another name.',
  ),
  drawnArms: problem<{ strategy: string; sweep: string }>(
    'PIPE2239',
    'error',
    ({ strategy, sweep }) =>
      `\`${sweep}\` draws its trials by \`${strategy}\`, so its arms are not tried alike.`,
    () => 'Compare the trials of a `grid()`, which tries every arm with every replicate.',
  ),
}

import { problem } from './diagnostic.ts'

/** Versions, services, experiments, triggers, targets, places to run. Codes PIPE3101 to PIPE3199. */
export const deliveryProblems = {
  unknownTarget: problem<{ name: string; known: readonly string[]; suggestion?: string | undefined }>(
    'PIPE3101',
    'error',
    ({ name }) => `There is no target \`${name}\`.`,
    ({ known, suggestion }) =>
      suggestion === undefined ? `There are ${known.join(', ')}.` : `Did you mean \`${suggestion}\`?`,
  ),
  neverTriggered: problem<{ name: string }>(
    'PIPE3102',
    'error',
    ({ name }) => `Nothing starts the trigger \`${name}\`.`,
    () => 'Say when: `push: true`, `pull_request: true`, `schedule: "0 2 * * 1"` or `manual: true`.',
  ),
  badCron: problem<{ text: string; reason: string }>(
    'PIPE3103',
    'error',
    ({ text, reason }) => `\`${text}\` is no schedule: ${reason}.`,
    () => 'It has minute, hour, day of the month, month and day of the week: `0 2 * * 1` is Mondays at 2:00.',
  ),
  unknownTimezone: problem<{ name: string }>(
    'PIPE3104',
    'error',
    ({ name }) => `There is no time zone \`${name}\`.`,
    () => 'Zones are named as by IANA: `UTC`, `Europe/Madrid`, `America/New_York`.',
  ),
  timezoneAlone: problem<{ name: string }>(
    'PIPE3105',
    'error',
    ({ name }) => `The trigger \`${name}\` has a time zone and no schedule.`,
    () => 'Add a `schedule`, or take the `timezone` away.',
  ),
  unknownParam: problem<{ name: string; known: readonly string[]; suggestion?: string | undefined }>(
    'PIPE3106',
    'error',
    ({ name }) => `The program has no param \`${name}\`.`,
    ({ known, suggestion }) => {
      if (suggestion !== undefined) return `Did you mean \`${suggestion}\`?`
      return known.length > 0 ? `It has ${known.join(', ')}.` : 'It has none.'
    },
  ),
  unwatchedRollback: problem<{ name: string }>(
    'PIPE3107',
    'error',
    ({ name }) => `\`${name}\` rolls back by itself, and nothing says when.`,
    () =>
      'Say what must hold: `watch: { errors: error_rate <= 1% }`, or roll back by hand: `rollback: "manual"`.',
  ),
  sharesDontGrow: problem<{ before: string; after: string }>(
    'PIPE3108',
    'error',
    ({ before, after }) => `The shares of a canary grow from step to step, and ${after} follows ${before}.`,
    () => 'Put them in order: `canary([10%, 25%, 50%, 100%])`.',
  ),
  noShare: problem<{ found: string }>(
    'PIPE3109',
    'error',
    ({ found }) => `A canary has a share of the requests at every step, and ${found}.`,
    () => 'Shares are above 0% and at most 100%: `canary([10%, 50%, 100%])`.',
  ),
  armsDiffer: problem<{ arm: string; missing: string; has: string }>(
    'PIPE3110',
    'error',
    ({ arm, missing, has }) => `The arm \`${arm}\` is in \`${has}\` and not in \`${missing}\`.`,
    () => '`arms` and `weights` name the same arms.',
  ),
  weightsSum: problem<{ total: string }>(
    'PIPE3111',
    'error',
    ({ total }) => `The weights of the arms add up to ${total}, not to 100%.`,
  ),
  tooFewArms: problem<{ name: string }>(
    'PIPE3112',
    'error',
    ({ name }) => `The experiment \`${name}\` compares nothing: it needs two arms.`,
    () => 'One of them is usually what runs now: `registered("…", stage: "production")`.',
  ),
  imageNotPinned: problem<{ image: string }>(
    'PIPE3113',
    'error',
    ({ image }) => `The image \`${image}\` may be another one tomorrow: it has no digest.`,
    ({ image }) =>
      `Write \`${image}@sha256:…\`; \`docker buildx imagetools inspect ${image}\` prints the digest.`,
  ),
  packageNotPinned: problem<{ package: string }>(
    'PIPE3114',
    'error',
    (p) => `The package \`${p.package}\` may be another one tomorrow: it has no version.`,
    (p) =>
      `Write \`${/^[\w.[\]-]+/.exec(p.package)?.[0] ?? p.package}==1.2.3\`, or name a lock file: \`lock: "…"\`.`,
  ),
  nothingToTrain: problem<{ name: string }>(
    'PIPE3115',
    'error',
    ({ name }) => `\`${name}\` has nothing to train: it names no model.`,
    () => 'Give it an architecture, `model: mlp()`, or go on with a trained model: `init_from: other.model`.',
  ),
  unknownSetting: problem<{
    target: string
    field: string
    what: string
    name: string
    known: readonly string[]
    suggestion?: string | undefined
  }>(
    'PIPE3116',
    'error',
    ({ target, field, what, name }) =>
      `\`${field}\` of the target \`${target}\` names the ${what} \`${name}\`, which the program does not have.`,
    ({ known, suggestion }) => {
      if (suggestion !== undefined) return `Did you mean \`${suggestion}\`?`
      return known.length > 0 ? `It has ${known.join(', ')}.` : 'It has none.'
    },
  ),
  stateWithoutStore: problem<{ node: string; output: string; target: string }>(
    'PIPE3117',
    'error',
    ({ node, output, target }) =>
      `\`${node}.${output}\` is kept from run to run, and \`${target}\` starts each run on an empty machine.`,
    () => 'Give the `pipeline` a `store`, such as `store: s3("bucket")`.',
  ),
  notAppendOnly: problem<{ output: string }>(
    'PIPE3118',
    'error',
    ({ output }) => `\`previous.${output}\` has no value: \`${output}\` is made anew in each run.`,
    ({ output }) => `Keep it from run to run: \`${output}: file("…", append_only: true)\`.`,
  ),
  lookedUpTwice: problem<{ name: string }>(
    'PIPE3119',
    'error',
    ({ name }) => `A version of ${name} is looked up by its number or by its stage, not by both.`,
  ),
  badVersion: problem<{ found: string }>(
    'PIPE3120',
    'error',
    ({ found }) => `\`${found}\` is no version number.`,
    () => 'Versions are numbered `major.minor.patch`, such as `1.2.0`.',
  ),
  lossColumns: problem<{ loss: string; column: string; data: string; known: readonly string[] }>(
    'PIPE3121',
    'error',
    ({ loss, column, data }) => `\`${loss}\` learns from a column \`${column}\`, and ${data} has none.`,
    ({ known }) => (known.length > 0 ? `It has ${known.join(', ')}.` : undefined),
  ),
  reservedSignal: problem<{ name: string; train: string }>(
    'PIPE3122',
    'error',
    ({ name, train }) =>
      `The signal \`${name}\` of \`${train}\` has the name of an output that every training has.`,
    () => 'Call it something else.',
  ),
  watchesNothing: problem<{ name: string; field: string }>(
    'PIPE3123',
    'error',
    ({ name, field }) => `\`${name}\` in \`${field}\` never changes while the service runs.`,
    () =>
      'It reads none of the signals of a service, such as `p95_latency` and `error_rate`; what must hold before belongs in `require`.',
  ),
  settingsAsValue: problem<{ kind: string; name: string }>(
    'PIPE3126',
    'error',
    ({ kind, name }) => `The ${kind} \`${name}\` can't be used as a value.`,
    ({ kind }) =>
      kind === 'trigger'
        ? 'A trigger starts runs; nothing in a run reads it.'
        : 'A target is for an engine; nothing in a run reads it.',
  ),
  unknownGroup: problem<{ name: string; known: readonly string[]; suggestion?: string | undefined }>(
    'PIPE3125',
    'error',
    ({ name }) => `The candidates can't be grouped by \`${name}\`: no \`each\` of theirs has that name.`,
    ({ known, suggestion }) => {
      if (suggestion !== undefined) return `Did you mean \`${suggestion}\`?`
      return known.length > 0
        ? `There is ${known.join(', ')}.`
        : 'Only instances of a node with `each` are grouped.'
    },
  ),
  noPackages: problem<{ name: string }>(
    'PIPE3124',
    'error',
    ({ name }) => `\`${name}\` names neither packages nor a lock file, so nothing is known of what is in it.`,
    ({ name }) =>
      name === 'python'
        ? 'Write `packages: ["numpy==2.1.0"]` or `lock: "requirements.lock"`.'
        : 'Write `lock: "package-lock.json"`.',
  ),
}

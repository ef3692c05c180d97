import { problem } from './diagnostic.ts'

/** The last lines that a command wrote, as a hint; nothing when it wrote none. */
function lastWords({ lines }: { readonly lines: readonly string[] }): string | undefined {
  return lines.length === 0 ? undefined : `It wrote last:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

/** The name that was meant or, where none is near, those that there are. */
function meant(suggestion: string | undefined, known: readonly string[]): string {
  if (suggestion !== undefined) return `Did you mean \`${suggestion}\`?`
  const shown = known.slice(0, 12).map((name) => `\`${name}\``)
  return known.length === 0 ? 'It has none.' : `It has ${shown.join(', ')}${known.length > 12 ? ', …' : ''}.`
}

/** `a, b and c`, as they are. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

const outsideHint = () => 'Outputs lie inside the project folder, and not in `.pipe` or `.git`.'

/** What went wrong while a program was planned or ran. Codes PIPE5001 to PIPE5999. */
export const runProblems = {
  commandFailed: problem<{ node: string; how: string; lines: readonly string[] }>(
    'PIPE5001',
    'error',
    ({ node, how }) => `The command of \`${node}\` failed: ${how}.`,
    lastWords,
  ),
  commandNotFound: problem<{ node: string; command: string }>(
    'PIPE5002',
    'error',
    ({ node, command }) => `The command of \`${node}\` calls \`${command}\`, which is not installed here.`,
    () => 'Install it, or say its path; commands are looked for in PATH.',
  ),
  notExecutable: problem<{ node: string; command: string; lines: readonly string[] }>(
    'PIPE5003',
    'error',
    ({ node, command }) => `The command of \`${node}\` calls \`${command}\`, which may not be executed.`,
    () => 'Make it executable with `chmod +x`, or call it through its interpreter.',
  ),
  outOfMemory: problem<{ node: string; lines: readonly string[] }>(
    'PIPE5004',
    'error',
    ({ node }) => `\`${node}\` was killed because the machine ran out of memory.`,
    () =>
      'Ask for what it needs with `resources: { memory: … }` so that fewer nodes run beside it, or make the work smaller.',
  ),
  timedOut: problem<{ node: string; limit: string; lines: readonly string[] }>(
    'PIPE5005',
    'error',
    ({ node, limit }) => `\`${node}\` did not finish within its timeout of ${limit} and was stopped.`,
    lastWords,
  ),
  noFolder: problem<{ node: string; folder: string }>(
    'PIPE5006',
    'error',
    ({ node, folder }) => `The folder ${folder || '.'} in which \`${node}\` runs does not exist.`,
  ),
  unfitWord: problem<{ node: string; found: string }>(
    'PIPE5007',
    'error',
    ({ node, found }) => `The command of \`${node}\` has a place for a word, and ${found} is none.`,
    () =>
      'Words are texts, numbers, paths, files and lists of them; see also `seconds`, `bytes` and `or_else`.',
  ),
  nullCharacter: problem<{ node: string }>(
    'PIPE5008',
    'error',
    ({ node }) =>
      `The command of \`${node}\` was to be given a text with a NUL character, which no command can take.`,
    () => 'Hand such data over in a file.',
  ),
  commandTooLong: problem<{ node: string }>(
    'PIPE5009',
    'error',
    ({ node }) => `The command of \`${node}\` is longer than this machine allows.`,
    () => 'Hand long lists over in a file.',
  ),
  outputMissing: problem<{ node: string; output: string; path: string; written: boolean }>(
    'PIPE5010',
    'error',
    ({ node, output }) => `\`${node}\` ended well, but it did not write its output \`${output}\`.`,
    ({ output, path, written }) =>
      written
        ? `It wrote ${path} itself; have it write to \`\${outputs.${output}}\`, which is moved there.`
        : `Have the command write it to \`\${outputs.${output}}\`.`,
  ),
  outputWrongKind: problem<{ node: string; output: string; expected: string; found: string }>(
    'PIPE5011',
    'error',
    ({ node, output, expected, found }) =>
      `The output \`${output}\` of \`${node}\` must be ${expected}, and it is ${found}.`,
  ),
  outputOutside: problem<{ node: string; output: string; path: string }>(
    'PIPE5013',
    'error',
    ({ node, output, path }) =>
      `The output \`${output}\` of \`${node}\` would be written to ${path}, outside of the project.`,
    outsideHint,
  ),
  outputTwice: problem<{ first: string; second: string; path: string }>(
    'PIPE5014',
    'error',
    ({ first, second, path }) => `Both \`${first}\` and \`${second}\` write ${path}.`,
    () => 'Give each output a path of its own.',
  ),
  metricsUnreadable: problem<{ node: string; output: string; reason: string }>(
    'PIPE5015',
    'error',
    ({ node, output, reason }) => `The metrics \`${output}\` of \`${node}\` are not as declared: ${reason}.`,
    () => 'Write one JSON object with a number for each declared name.',
  ),
  leftBehind: problem<{ node: string; count: number }>(
    'PIPE5016',
    'warning',
    ({ node, count }) =>
      `The command of \`${node}\` left ${count === 1 ? 'a process' : `${count} processes`} behind, which ${count === 1 ? 'was' : 'were'} ended.`,
    () => 'A command that starts others in the background should `wait` for them.',
  ),
  inputMissing: problem<{ node: string; path: string }>(
    'PIPE5017',
    'error',
    ({ node, path }) => `\`${node}\` reads ${path}, and there is no such file.`,
    () => 'Paths are relative to the file that declares them.',
  ),
  inputUnreadable: problem<{ node: string; path: string; reason: string }>(
    'PIPE5018',
    'error',
    ({ node, path, reason }) => `\`${node}\` reads ${path}, which can't be read: ${reason}.`,
  ),
  noMatch: problem<{ node: string; pattern: string }>(
    'PIPE5019',
    'error',
    ({ node, pattern }) => `\`${node}\` reads the files ${pattern}, and there is none.`,
  ),
  inputChanged: problem<{ node: string; what: string }>(
    'PIPE5020',
    'warning',
    ({ node, what }) =>
      `While \`${node}\` ran, something it reads was changed (${what}), so it will run again next time.`,
  ),
  undeclaredOrder: problem<{ node: string; path: string; writer: string }>(
    'PIPE5021',
    'warning',
    ({ node, path, writer }) =>
      `The command of \`${node}\` names ${path}, which \`${writer}\` writes, but does not wait for it.`,
    ({ writer }) => `Refer to the output, or say \`needs: [${writer}]\`.`,
  ),
  secretMissing: problem<{ secret: string; source: string }>(
    'PIPE5022',
    'error',
    ({ secret, source }) => `The secret \`${secret}\` is read from ${source}, and there is none.`,
  ),
  unknownParam: problem<{ name: string; suggestion?: string | undefined; known: readonly string[] }>(
    'PIPE5023',
    'error',
    ({ name }) => `The program has no param \`${name}\`.`,
    ({ suggestion, known }) => meant(suggestion, known),
  ),
  unfitParam: problem<{ name: string; expected: string; found: string; hint?: string | undefined }>(
    'PIPE5024',
    'error',
    ({ name, expected, found }) => `The param \`${name}\` must be ${expected}, and it was set to ${found}.`,
    ({ hint }) => hint,
  ),
  unknownNode: problem<{ name: string; suggestion?: string | undefined; known: readonly string[] }>(
    'PIPE5025',
    'error',
    ({ name }) => `The program has no node \`${name}\`.`,
    ({ suggestion, known }) => meant(suggestion, known),
  ),
  neverFits: problem<{ node: string; resource: string; asked: string; available: string }>(
    'PIPE5026',
    'error',
    ({ node, resource, asked, available }) =>
      `\`${node}\` asks for ${asked} ${resource}, and there is ${available}.`,
    () => 'Ask for less, or run where there is more.',
  ),
  inputsNotCached: problem<{ node: string; missing: readonly string[] }>(
    'PIPE5027',
    'error',
    ({ node, missing }) =>
      `\`${node}\` can't be done alone: it needs results of ${missing.map((id) => `\`${id}\``).join(', ')} that are not there yet.`,
    ({ missing }) => `Run \`pipe exec ${missing[0]}\` first, or \`pipe run\`.`,
  ),
  noCandidate: problem<{ node: string; failures: readonly string[] }>(
    'PIPE5028',
    'error',
    ({ node }) => `No candidate of \`${node}\` meets every condition of \`where\`.`,
    ({ failures }) => failures.join('\n'),
  ),
  unfitScore: problem<{ node: string; candidate: string; field: string; found: string }>(
    'PIPE5029',
    'error',
    ({ node, candidate, field, found }) =>
      `In \`${node}\`, \`${field}\` must be ${field === 'value' ? 'a number' : '`true` or `false`'}, and for \`${candidate}\` it is ${found}.`,
  ),
  workerMissing: problem<{ node: string; path: string }>(
    'PIPE5030',
    'error',
    ({ node, path }) => `\`${node}\` needs the program's own worker, and ${path} is not there.`,
    () => 'Install the package again; in a checkout, run `npm run build`.',
  ),
  workerEnded: problem<{ node: string; how: string; lines: readonly string[] }>(
    'PIPE5031',
    'error',
    ({ node, how }) => `The worker process that did \`${node}\` ended before its work was done: ${how}.`,
    lastWords,
  ),
  candidateFailed: problem<{ candidate: string; user: string }>(
    'PIPE5032',
    'warning',
    ({ candidate, user }) =>
      `\`${candidate}\` did not succeed; \`${user}\` went on with another alternative.`,
  ),
  notDelivered: problem<{ node: string; receiver: string; reason: string }>(
    'PIPE5033',
    'error',
    ({ node, receiver, reason }) =>
      `The message of \`${node}\` could not be handed to ${receiver}: ${reason}.`,
  ),
  unfitPolicy: problem<{ node: string; field: string; found: string }>(
    'PIPE5034',
    'error',
    ({ node, field, found }) => `\`${field}\` of \`${node}\` can't be ${found}.`,
  ),
  unexpected: problem<{ node: string; reason: string }>(
    'PIPE5035',
    'error',
    ({ node, reason }) => `Something that should not happen happened in \`${node}\`: ${reason}.`,
    () => 'This is a defect of the tool; please report it with what led to it.',
  ),
  cancelled: problem<{ node: string }>(
    'PIPE5036',
    'error',
    ({ node }) => `\`${node}\` was stopped with the run.`,
  ),
  unfitCondition: problem<{ node: string; found: string }>(
    'PIPE5037',
    'error',
    ({ node, found }) => `\`when\` of \`${node}\` must be \`true\` or \`false\`, and it is ${found}.`,
  ),
  notExecutableYet: problem<{ node: string; parts: readonly string[]; goals: readonly string[] }>(
    'PIPE5050',
    'error',
    ({ node, parts }) =>
      `\`${node}\` can't be run by this version yet: it does not execute ${listed(parts)}.`,
    ({ goals }) =>
      goals.length === 0
        ? 'The program is checked all the same; `pipe check` and `pipe graph` take it as it is.'
        : `Name goals that it can run: \`--only ${goals.slice(0, 3).join(' ')}\`${goals.length > 3 ? `, or others of ${goals.length}` : ''}.`,
  ),
  notSentYet: problem<{ field: string }>(
    'PIPE5051',
    'warning',
    ({ field }) => `This version does nothing yet with \`${field}\` of the pipeline.`,
    () => 'Results are in `.pipe/` and are the same with and without it.',
  ),
  secretUnreadable: problem<{ secret: string; path: string; reason: string }>(
    'PIPE5038',
    'error',
    ({ secret, path, reason }) => `The secret \`${secret}\` can't be read from ${path}: ${reason}.`,
  ),
}

import { problem } from './diagnostic.ts'

/** The command line: wrong options, missing files. Codes PIPE8001 to PIPE8999. */
export const usageProblems = {
  noSuchFile: problem<{ path: string; dangling?: boolean }>(
    'PIPE8001',
    'error',
    ({ path, dangling }) =>
      dangling ? `${path} is a symbolic link that leads nowhere.` : `There is no file ${path}.`,
    () => 'Name a `.pipe` file, or make one with `pipe init`.',
  ),
  noProgramHere: problem<{ folder: string | undefined }>(
    'PIPE8002',
    'error',
    ({ folder }) =>
      folder === undefined
        ? 'There is no `.pipe` file in this folder.'
        : `${folder} is a folder, and there is no \`.pipe\` file in it.`,
    () => 'Name one, or make one with `pipe init`.',
  ),
  severalPrograms: problem<{ folder: string | undefined; names: string }>(
    'PIPE8003',
    'error',
    ({ folder = 'this folder', names }) => `There are several \`.pipe\` files in ${folder}: ${names}.`,
    () => 'Say which one.',
  ),
  malformedSetting: problem<{ text: string }>(
    'PIPE8004',
    'error',
    ({ text }) => `\`--set ${text}\` sets nothing.`,
    () => 'Write it as `--set name=value`.',
  ),
  unreadableParams: problem<{ path: string; reason: string }>(
    'PIPE8005',
    'error',
    ({ path, reason }) => `The params file ${path} can't be read: ${reason}.`,
    () => 'It has to be YAML or JSON with one value a param.',
  ),
  alreadyThere: problem<{ path: string }>(
    'PIPE8006',
    'error',
    ({ path }) => `${path} is there already, and nothing was overwritten.`,
    () => 'Choose another folder.',
  ),
  noSuchRun: problem<{ run: string }>(
    'PIPE8007',
    'error',
    ({ run }) => `No run is called ${run}.`,
    () => 'List the runs with `pipe runs`.',
  ),
  noRunsYet: problem(
    'PIPE8008',
    'error',
    () => 'Nothing has run here yet.',
    () => 'Run a program with `pipe run`.',
  ),
  nothingToExplain: problem<{ topic: string; suggestion?: string | undefined }>(
    'PIPE8009',
    'error',
    ({ topic }) => `There is nothing to explain about \`${topic}\`.`,
    ({ suggestion }) =>
      suggestion
        ? `Did you mean \`${suggestion}\`?`
        : 'Ask for a code (`PIPE2001`), a kind (`train`), a field (`train.optimizer`) or a component (`adam`).',
  ),
  badOption: problem<{ option: string; expected: string; found: string }>(
    'PIPE8010',
    'error',
    ({ option, expected, found }) => `\`${option}\` takes ${expected}, and it got ${found}.`,
  ),
  notFormatted: problem<{ path: string }>(
    'PIPE8011',
    'error',
    ({ path }) => `${path} is not in the one format.`,
    ({ path }) => `Run \`pipe fmt ${path}\`.`,
  ),
  outputRefused: problem<{ reason: string }>(
    'PIPE8012',
    'error',
    ({ reason }) => `What pipe has to say can't be written: ${reason}.`,
    () => 'Free some space, or send it elsewhere.',
  ),
  historyLost: problem<{ run: string; status: string }>(
    'PIPE8013',
    'error',
    ({ run, status }) => `The history of the run ${run} (${status}) is damaged, and can't be shown.`,
    () => 'Its results are kept apart from it: `pipe plan` says what is there.',
  ),
  unknownPicture: problem<{ path: string }>(
    'PIPE8020',
    'error',
    ({ path }) => `The name ${path} does not say which kind of picture it is to be.`,
    () => 'End it in .svg, .mmd, .dot, .json or .txt, or say `--format`.',
  ),
  pictureNotWritten: problem<{ path: string; reason: string }>(
    'PIPE8021',
    'error',
    ({ path, reason }) => `The picture can't be written to ${path}: ${reason}.`,
    () => 'Choose a place that exists and may be written to; without `--out` it is printed.',
  ),
  runOfAnother: problem<{ run: string; program: string; asked: string }>(
    'PIPE8022',
    'error',
    ({ run, program, asked }) => `The run ${run} is one of ${program}, not of ${asked}.`,
    ({ program }) => `List the runs with \`pipe runs\`, or draw ${program}.`,
  ),
  internal: problem<{ message: string; log: string }>(
    'PIPE8099',
    'error',
    ({ message }) => `Something went wrong inside of pipe itself: ${message}`,
    ({ log }) => `This is a fault of pipe, not of your program. What a maintainer needs is in ${log}.`,
  ),
}

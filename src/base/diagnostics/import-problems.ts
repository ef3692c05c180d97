import { problem } from './diagnostic.ts'
import { countOf, namesOf, quoted } from './words.ts'

/**
 * `pipe import`: what keeps a file from being read (errors), and what of it a program can't say (warnings). Codes
 * PIPE8300 to PIPE8399.
 */
export const importProblems = {
  invalidYaml: problem<{ reason: string }>(
    'PIPE8300',
    'error',
    ({ reason }) => `This is no valid YAML: ${reason}.`,
    () => 'Mend the file first; nothing was imported.',
  ),
  notUtf8: problem<{ path: string }>(
    'PIPE8301',
    'error',
    ({ path }) => `${path} is not UTF-8 text.`,
    () => 'Save the file as UTF-8, for example with `iconv -f latin1 -t utf-8`.',
  ),
  tooLarge: problem<{ path: string; what: string }>(
    'PIPE8302',
    'error',
    ({ path, what }) => `${path} is too large to import: ${what}.`,
    () => 'Look for aliases that multiply one another, or cut the file into several.',
  ),
  duplicateKey: problem<{ key: string }>(
    'PIPE8303',
    'error',
    ({ key }) => `The key ${quoted(key)} is given twice, and only one of the two could be meant.`,
    () => 'Take one of them out.',
  ),
  wrongShape: problem<{ what: string; expected: string; found: string }>(
    'PIPE8304',
    'error',
    ({ what, expected, found }) => `${sentence(what)} must be ${expected}, and it is ${found}.`,
  ),
  unreadable: problem<{ path: string; reason: string }>(
    'PIPE8305',
    'error',
    ({ path, reason }) => `${path} can't be read: ${reason}.`,
  ),
  nothingHere: problem<{ folder: string }>(
    'PIPE8306',
    'error',
    ({ folder }) =>
      `There is nothing to import in ${folder}: neither a dvc.yaml nor a workflow of GitHub Actions.`,
    () => 'Name the file: `pipe import path/to/dvc.yaml`.',
  ),
  severalHere: problem<{ folder: string; names: readonly string[] }>(
    'PIPE8307',
    'error',
    ({ folder, names }) => `There are several files to import in ${folder}: ${namesOf(names)}.`,
    () => 'Name one of them.',
  ),
  unknownForm: problem<{ path: string }>(
    'PIPE8308',
    'error',
    ({ path }) =>
      `${path} is neither a dvc.yaml (with \`stages\`) nor a workflow of GitHub Actions (with \`jobs\`).`,
    () => 'Say which it is with `--from dvc` or `--from github`.',
  ),
  nothingInside: problem<{ path: string; what: string }>(
    'PIPE8309',
    'error',
    ({ path, what }) => `${path} has no ${what}, so there is nothing to import.`,
  ),
  unknownVariable: problem<{ name: string; suggestion?: string | undefined }>(
    'PIPE8310',
    'error',
    ({ name }) => `Nothing here is called ${quoted(name)}.`,
    ({ suggestion }) =>
      suggestion
        ? `Did you mean \`${suggestion}\`?`
        : 'Values come from params.yaml, from `vars`, and in `foreach` and `matrix` from `item` and `key`.',
  ),
  badInterpolation: problem<{ text: string; reason: string }>(
    'PIPE8311',
    'error',
    ({ text, reason }) => `${quoted(text)} can't be filled in: ${reason}.`,
  ),
  redefinedVariable: problem<{ name: string }>(
    'PIPE8312',
    'error',
    ({ name }) => `The variable ${quoted(name)} is given twice, and DVC refuses that.`,
    () => 'Take one of them out.',
  ),
  tooMany: problem<{ what: string; count: number; most: number }>(
    'PIPE8313',
    'error',
    ({ what, count, most }) =>
      `${sentence(what)} stands for ${countOf(count, 'step')}, and at most ${countOf(most, 'step')} can be imported.`,
    () => 'Import it with fewer values, and add the rest to the program.',
  ),
  unknownNeed: problem<{ job: string; need: string; suggestion?: string | undefined }>(
    'PIPE8314',
    'error',
    ({ job, need }) => `The job ${quoted(job)} needs ${quoted(need)}, and there is no such job.`,
    ({ suggestion }) => suggestion && `Did you mean \`${suggestion}\`?`,
  ),
  alreadyThere: problem<{ path: string }>(
    'PIPE8315',
    'error',
    ({ path }) => `${path} is there already, and nothing was overwritten.`,
    () => 'Choose another file with `--out`.',
  ),
  elsewhere: problem<{ path: string; folder: string }>(
    'PIPE8316',
    'error',
    ({ path, folder }) =>
      `The program can't be written to ${path}: its commands run beside it, and they belong in ${folder}.`,
    ({ folder }) => `Choose a file in ${folder}.`,
  ),
  unknownAlias: problem<{ name: string }>(
    'PIPE8317',
    'error',
    ({ name }) => `The alias \`*${name}\` stands for nothing: there is no \`&${name}\` before it.`,
    () => 'Mend the file first; nothing was imported.',
  ),

  optionDropped: problem<{ option: string; owner: string; way: string }>(
    'PIPE8330',
    'warning',
    ({ option, owner }) => `\`${option}\` of ${owner} is not carried over.`,
    ({ way }) => way,
  ),
  unknownKey: problem<{ key: string; owner: string; suggestion?: string | undefined }>(
    'PIPE8331',
    'warning',
    ({ key, owner }) => `\`${key}\` of ${owner} means nothing that is known here, and is not carried over.`,
    ({ suggestion }) => (suggestion ? `Did you mean \`${suggestion}\`?` : 'Is it spelled right?'),
  ),
  sectionDropped: problem<{ section: string; way: string }>(
    'PIPE8332',
    'warning',
    ({ section }) => `The section \`${section}\` is not carried over.`,
    ({ way }) => way,
  ),
  actionDropped: problem<{ action: string; job: string; way: string }>(
    'PIPE8333',
    'warning',
    ({ action, job }) => `The action \`${action}\` of the job ${quoted(job)} is not carried over.`,
    ({ way }) => way,
  ),
  conditionDropped: problem<{ condition: string; owner: string; instead: string }>(
    'PIPE8334',
    'warning',
    ({ condition, owner, instead }) =>
      `The condition ${quoted(condition)} of ${owner} is not carried over; ${instead}.`,
    () => 'Conditions on params can be said with `when`; those on how a workflow was started can not.',
  ),
  expressionDropped: problem<{ expression: string; owner: string; instead: string }>(
    'PIPE8335',
    'warning',
    ({ expression, owner, instead }) => `${quoted(expression)} in ${owner} is not carried over; ${instead}.`,
    () => 'Give the value by a param, or by a variable in `env`.',
  ),
  shellDropped: problem<{ shell: string; owner: string }>(
    'PIPE8336',
    'warning',
    ({ shell, owner }) =>
      `The commands of ${owner} are for the shell \`${shell}\`, and are not carried over.`,
    () => 'Put them into a script, and run that: `run: ["python3", "script.py"]`.',
  ),
  triggerDropped: problem<{ trigger: string; way: string }>(
    'PIPE8337',
    'warning',
    ({ trigger }) => `The trigger \`${trigger}\` is not carried over.`,
    ({ way }) => way,
  ),
  runnerDropped: problem<{ runner: string; owner: string }>(
    'PIPE8338',
    'warning',
    ({ runner, owner }) =>
      `${sentence(owner)} runs on ${quoted(runner)}, which is not carried over: steps run on this machine.`,
    () => 'Runners belong to the engine that the program is compiled for: `target github { … }`.',
  ),
  frozenStage: problem<{ stage: string }>(
    'PIPE8340',
    'warning',
    ({ stage }) => `The stage ${quoted(stage)} is frozen, and its step runs only when it is named.`,
    () => 'Take `on_demand` out to have it run with the others.',
  ),
  keptOutput: problem<{ path: string; stage: string }>(
    'PIPE8341',
    'warning',
    ({ path, stage }) =>
      `${quoted(path)} of the stage ${quoted(stage)} is kept between runs, and what it held before is not in the key.`,
    () =>
      'A step whose result depends on what it wrote before needs `cache: false`, or that file as an input.',
  ),
  paramsFile: problem<{ file: string; stage: string; keys: readonly string[] }>(
    'PIPE8342',
    'warning',
    ({ file, stage, keys }) =>
      `The stage ${quoted(stage)} reads ${namesOf(keys)} from ${file} itself, so its step runs again when anything in that file changes.`,
    () => 'To follow single values, hand them over in the command: `--lr ${lr}` of a `param lr: float`.',
  ),
  guessedFolder: problem<{ path: string; owner: string }>(
    'PIPE8343',
    'warning',
    ({ path, owner }) => `${quoted(path)} of ${owner} is taken for a folder, for its name has no ending.`,
    () => 'If it is a file, write `file(…)` in place of `directory(…)`.',
  ),
  fixedValue: problem<{ name: string; value: string; reason: string }>(
    'PIPE8344',
    'warning',
    ({ name, value, reason }) =>
      `${quoted(name)} is no param of the program but stands in it as ${quoted(value)}: ${reason}.`,
    () => 'Change it in the program, in every place.',
  ),
  textParam: problem<{ name: string; written: string; number: string }>(
    'PIPE8345',
    'warning',
    ({ name, written, number }) =>
      `\`${name}\` is kept as the text ${quoted(written)}, for as a number the command would get ${number}.`,
    () => 'Where the command reads both, declare it a float.',
  ),
  missingFile: problem<{ path: string; owner: string; tracked: boolean }>(
    'PIPE8346',
    'warning',
    ({ path, owner }) => `${quoted(path)}, on which ${owner} depends, is not here, and nothing makes it.`,
    ({ path, tracked }) =>
      tracked
        ? `Fetch it with \`dvc pull\`, and add ${JSON.stringify(path)} to \`code\`.`
        : `When it is here, add ${JSON.stringify(path)} to \`code\`.`,
  ),
  outsidePath: problem<{ path: string; owner: string }>(
    'PIPE8347',
    'warning',
    ({ path, owner }) => `${quoted(path)} of ${owner} lies outside of the project, and is not carried over.`,
    () => 'Have a step fetch it into the project, or send it out.',
  ),
  fromEnvironment: problem<{ expression: string; variable: string; owner: string }>(
    'PIPE8348',
    'warning',
    ({ expression, variable, owner }) =>
      `\`${expression}\` in ${owner} is read from the environment variable ${variable}, which only GitHub sets.`,
    ({ variable }) => `Elsewhere, set it yourself: \`${variable}=… pipe run\`.`,
  ),
  sharedFolder: problem(
    'PIPE8350',
    'warning',
    () =>
      'Every job of GitHub starts in a fresh checkout; the steps of a program share the folder of the project.',
    () => 'Have jobs write to folders of their own, or run them in turn: `pipe run --jobs 1`.',
  ),
  fixedPaste: problem<{ expression: string; owner: string }>(
    'PIPE8349',
    'warning',
    ({ expression, owner }) =>
      `${quoted(expression)} stands in ${owner} where a shell can't fill it in, and is not carried over.`,
    () => 'Take it out of the quotes, the comment or the quoted heredoc.',
  ),
}

/** With a capital at the start. */
function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

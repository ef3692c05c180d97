import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Span } from '../../base/source.ts'
import { variableName } from '../command/fill-in.ts'
import { type CommandPiece, text } from '../command/pieces.ts'
import { shellWord } from '../command/script.ts'
import type { ImportHost } from '../host.ts'
import { type Names, nameFrom } from '../names.ts'
import { folderOf, isElsewhere, isWithin, nameOfPath, normalPath } from '../paths.ts'

/** A path of an artifact, which becomes an output of the step. */
export interface ArtifactPart {
  /** What the job uploads. */
  readonly path: string
  /** Where the program keeps it: there too, unless another job has the same path. */
  readonly kept: string
  readonly kind: 'file' | 'directory'
  readonly guessed: boolean
  /** Among the outputs of its step. */
  readonly output: string
  /** Where it lies within the artifact; `.` for the whole of it. */
  readonly within: string
}

/** What a job uploads under one name, and any job after it may download. */
export interface Artifact {
  readonly name: string
  /** The step that makes it. */
  readonly step: string
  readonly parts: readonly ArtifactPart[]
}

/** The paths of an upload; undefined for one that no list of outputs stands for. */
export function artifactParts(
  paths: readonly string[],
  artifact: string,
  names: Names,
  host: ImportHost,
): readonly ArtifactPart[] | undefined {
  const plain = paths.map((path) => ({ written: path, path: normalPath(path) }))
  if (plain.length === 0) return undefined
  if (
    plain.some(
      ({ written, path }) => /[*?[\]!~$]/.test(written) || isElsewhere(written) || isWithin(path, '..'),
    )
  )
    return undefined
  const parts = plain.map(({ written, path }) => ({ path, ...kindOf(written, path, host) }))
  if (parts.some(({ path }) => path === '.')) return undefined
  const root = commonFolder(parts.map(({ path, kind }) => (kind === 'file' ? folderOf(path) : path)))
  return parts.map(({ path, kind, guessed }) => ({
    path,
    kept: path,
    kind,
    guessed,
    output: names.claim(
      'output',
      nameFrom(parts.length === 1 ? artifact : nameOfPath(path).replace(/\.[^.]*$/, ''), 'output'),
      { file: '', span: { start: 0, end: 0 } },
    ),
    within: (root === '.' ? path : path.slice(root.length + 1)) || '.',
  }))
}

function kindOf(written: string, path: string, host: ImportHost) {
  const there = host.kind(path)
  if (there) return { kind: there === 'file' ? ('file' as const) : ('directory' as const), guessed: false }
  if (written.endsWith('/')) return { kind: 'directory' as const, guessed: false }
  const hasEnding = /[^/]\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(nameOfPath(path))
  return { kind: hasEnding ? ('file' as const) : ('directory' as const), guessed: !hasEnding }
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0] ?? '.'
  for (const folder of folders) while (common !== '.' && !isWithin(folder, common)) common = folderOf(common)
  return common
}

/** Takes what was uploaded in: it stays where it is, as after an upload. */
export function uploadLines(parts: readonly ArtifactPart[]): readonly (readonly CommandPiece[])[] {
  return parts.map(({ path, kind, output }) => {
    const place: CommandPiece = {
      kind: 'value',
      expression: `outputs.${output}`,
      variable: `OUTPUT_${variableName(output)}`,
      asWord: true,
    }
    return [text(kind === 'file' ? `cp ${shellWord(path)} ` : `cp -R ${shellWord(`${path}/.`)} `), place]
  })
}

/** Puts an artifact where a download would. */
export function downloadLines(
  { parts, step }: Artifact,
  folder: string,
): readonly (readonly CommandPiece[])[] {
  return parts.map(({ kind, output, within }) => {
    const target = normalPath(`${folder}/${kind === 'file' ? folderOf(within) : within}`)
    const value: CommandPiece = {
      kind: 'value',
      expression: `${step}.${output}`,
      variable: variableName(output),
      asWord: true,
    }
    const copy = kind === 'file' ? [text('cp '), value] : [text('cp -R '), value, text('/.')]
    const made = target === '.' ? [] : [text(`mkdir -p ${shellWord(target)}\n`)]
    return [...made, ...copy, text(` ${shellWord(target)}`)]
  })
}

/** Why an action is not in the program, and what there is in its place. */
export const actionWays: Readonly<Record<string, string>> = {
  'actions/checkout': 'Steps run in the project itself; another repository has to be fetched by a command.',
  'actions/cache': 'Results are cached by content; what a tool keeps for itself stays on this machine.',
  'actions/setup-python': 'Say what a step runs in: `runs_in: python("3.12", lock: "requirements.lock")`.',
  'actions/setup-node': 'Say what a step runs in: `runs_in: node("22", lock: "package-lock.json")`.',
  'conda-incubator/setup-miniconda': 'Say what a step runs in: `runs_in: conda("conda-lock.yml")`.',
  'actions/upload-artifact': 'Declare each file or folder among the `outputs` of the step, by its path.',
  'actions/download-artifact': 'Read it from the step that makes it: `${build.model}`.',
  'docker/build-push-action': 'Run `docker build` in a step.',
  'docker/login-action': 'Run `docker login` in a step, with the password from a secret by `env`.',
  'aws-actions/configure-aws-credentials': 'Hand the credentials to the step as secrets, by `env`.',
}

/** What is said of an action that nothing else is known of. */
export const otherAction = 'Do what it does by a command of the step.'

/** Tells of an action that is left out. */
export function tellOfAction(
  told: {
    readonly report: import('../report.ts').Report
    readonly file: string
    readonly job: string
    readonly place: import('../report.ts').Place
  },
  action: string,
  span: Span,
): void {
  const name = action.split('@')[0] ?? action
  const way = actionWays[name] ?? otherAction
  told.report.tell(
    importProblems.actionDropped,
    { action, job: told.job, way },
    { file: told.file, span },
    told.place,
  )
}

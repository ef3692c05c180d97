import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { isElsewhere, isWithin, normalPath } from '../paths.ts'
import type { Made } from './made.ts'
import type { Stage, StagePath } from './stage.ts'
import type { DvcImport } from './world.ts'

/** An output of another stage that a stage reads, and the path by which its command would name it. */
export interface Needed {
  readonly made: Made
  readonly written: string
}

/** What a stage depends on: outputs of others, and files of the project. */
export interface Dependencies {
  readonly made: readonly Needed[]
  /** From the folder of the program. */
  readonly files: readonly string[]
}

/** Sorts out what a stage depends on, and tells of what can't be depended on. */
export function dependenciesOf(stage: Stage, name: string, world: DvcImport): Dependencies {
  const made: Needed[] = []
  const files: string[] = []
  const owner = `the stage \`${stage.name}\``
  for (const dependency of stage.dependencies) {
    const behind = isElsewhere(dependency.written) ? [] : world.made.behind(dependency.path)
    const others = behind.filter((other) => other.stage !== stage)
    for (const other of others) {
      if (other.stage.frozen && world.host.kind(other.path)) files.push(other.path)
      else made.push({ made: other, written: writtenAs(dependency, other) })
    }
    if (behind.length === 0 && isThere(dependency, owner, name, world)) files.push(dependency.path)
  }
  for (const { file, keys } of stage.params) {
    if (keys.length > 0 && keys.every((key) => isHandedOver(stage, file.path, key))) continue
    if (!isThere(file, owner, name, world)) continue
    files.push(file.path)
    const parameters = { file: file.path, stage: stage.name, keys: keys.length > 0 ? keys : ['everything'] }
    world.report.tell(importProblems.paramsFile, parameters, { file: world.file, span: file.span }, name)
  }
  return { made, files }
}

/** The path of another stage's output as this stage would write it: what it depends on, or the folder around that. */
function writtenAs({ written, path }: StagePath, { path: output }: Made): string {
  const own = normalPath(written)
  if (path === output || !isWithin(path, output)) return own
  return own.slice(0, own.length - (path.length - output.length))
}

/** True when the command itself gets the value: then nothing else of the file counts. */
function isHandedOver(stage: Stage, file: string, key: string): boolean {
  return stage.commands
    .flat()
    .some((piece) => piece.kind === 'scalar' && piece.origin.file === file && piece.origin.path === key)
}

function isThere(dependency: StagePath, owner: string, name: string, world: DvcImport): boolean {
  const { report, file, host } = world
  const where = { file, span: dependency.span }
  const { written: path } = dependency
  if (isElsewhere(path)) {
    report.tell(importProblems.outsidePath, { path, owner }, where, name)
    return false
  }
  if (host.kind(dependency.path)) return true
  const tracked = host.kind(`${dependency.path}.dvc`) === 'file'
  report.tell(importProblems.missingFile, { path: dependency.path, owner, tracked }, where, name)
  return false
}

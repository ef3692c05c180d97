import type { ImportHost } from '../host.ts'
import { Names, nameFrom } from '../names.ts'
import { isElsewhere, nameOfPath } from '../paths.ts'
import type { Stage, StageOutput } from './stage.ts'

/** An output of a stage as the program will have it. */
export interface Made {
  readonly stage: Stage
  /** The step of the program. */
  readonly step: string
  /** Its name among the outputs of the step. */
  readonly name: string
  readonly output: StageOutput
  /** From the folder of the program. */
  readonly path: string
  readonly kind: 'file' | 'directory'
  /** Nothing but the name speaks for the kind. */
  readonly guessed: boolean
}

/** All that the stages make, found by path. */
export class MadeFiles {
  private readonly byPath = new Map<string, Made>()
  /** What is made in each folder, at any depth. */
  private readonly folders = new Map<string, Made[]>()
  private readonly byStage = new Map<Stage, Made[]>()

  constructor(stages: ReadonlyMap<Stage, string>, host: ImportHost) {
    const mentioned = [...stages.keys()].flatMap((stage) => [...stage.dependencies, ...stage.outputs])
    const folders = new Set(mentioned.flatMap(({ path }) => foldersAround(path)))
    for (const [stage, step] of stages) {
      const names = new Names([])
      for (const output of stage.outputs) {
        if (isElsewhere(output.written)) continue
        const path = output.path
        const made: Made = {
          stage,
          step,
          name: names.claim('output', outputName(output, stage.outputs), { file: '', span: output.span }),
          output,
          path,
          ...kindOf(output, host.kind(path), folders),
        }
        this.byPath.set(path, made)
        for (const folder of foldersAround(path)) {
          const inside = this.folders.get(folder)
          if (inside) inside.push(made)
          else this.folders.set(folder, [made])
        }
        this.byStage.set(stage, [...(this.byStage.get(stage) ?? []), made])
      }
    }
  }

  of(stage: Stage): readonly Made[] {
    return this.byStage.get(stage) ?? []
  }

  /** What a path depends on: the output that it is or lies in, or all outputs that lie in it. */
  behind(path: string): readonly Made[] {
    for (let at = path; at !== '.'; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '.') {
      const made = this.byPath.get(at)
      if (made) return [made]
    }
    return this.folders.get(path) ?? []
  }
}

/** The folders that a path lies in, the nearest first. */
function foldersAround(path: string): readonly string[] {
  const folders: string[] = []
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
    folders.push(path.slice(0, cut))
  return folders
}

/** `models/model.pkl` is called `model`, or `model_pkl` beside a `model.json`. */
function outputName({ path }: StageOutput, others: readonly StageOutput[]): string {
  const short = (of: string) => nameFrom(nameOfPath(of).replace(/\.[^.]*$/, ''), 'output')
  const own = short(path)
  const shared = others.some((other) => other.path !== path && short(other.path) === own)
  return shared ? nameFrom(nameOfPath(path), 'output') : own
}

function kindOf(
  { written, path, kind }: StageOutput,
  there: 'file' | 'folder' | undefined,
  folders: ReadonlySet<string>,
): Pick<Made, 'kind' | 'guessed'> {
  if (there) return { kind: there === 'file' ? 'file' : 'directory', guessed: false }
  if (written.endsWith('/') || folders.has(path)) return { kind: 'directory', guessed: false }
  if (/[^/]\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(nameOfPath(path)) || kind === 'metrics')
    return { kind: 'file', guessed: false }
  return { kind: 'directory', guessed: true }
}

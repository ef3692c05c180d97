import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { joinPath } from '../paths.ts'
import type { Shapes } from '../yaml/shape.ts'
import { member, type Yaml, type YamlMap } from '../yaml/tree.ts'
import type { Job } from './job.ts'
import { knownText } from './values.ts'
import type { Workflow } from './workflow.ts'

/** The shell of a step as far as it matters: what runs by default, bash with its options, `sh`; others are told of. */
export function shellOf(
  { shapes, root }: Workflow,
  job: Job,
  step: YamlMap,
): 'default' | 'bash' | 'sh' | undefined {
  const node =
    member(step, 'shell') ?? defaultOf(job.node, 'shell', shapes) ?? defaultOf(root, 'shell', shapes)
  const shell = node && shapes.text(node, '`shell`')
  if (shell === undefined) return 'default'
  if (shell === 'bash' || shell === 'sh') return shell
  if (/^bash\b.*\{0\}$/.test(shell) && !/-o|-c/.test(shell)) return 'default'
  const parameters = { shell, owner: `a step of ${job.owner}` }
  shapes.report.tell(
    importProblems.shellDropped,
    parameters,
    { file: shapes.file, span: node ?? step },
    job.step,
  )
  return undefined
}

/** The folder that a step runs in, from that of the program. */
export function folderOfStep({ shapes, root }: Workflow, job: Job, step: YamlMap): string {
  const key = 'working-directory'
  const node = member(step, key) ?? defaultOf(job.node, key, shapes) ?? defaultOf(root, key, shapes)
  const written = node && shapes.text(node, `\`${key}\``)
  return joinPath('.', (written !== undefined && knownText(job, written)) || '.')
}

function defaultOf(map: YamlMap, key: string, shapes: Shapes): Yaml | undefined {
  const defaults = shapes.map(member(map, 'defaults'), '`defaults`')
  const run = defaults && shapes.map(member(defaults, 'run'), '`defaults.run`')
  return run && member(run, key)
}

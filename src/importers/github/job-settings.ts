import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Span } from '../../base/source.ts'
import { member } from '../yaml/tree.ts'
import type { Job } from './job.ts'
import { knownText } from './values.ts'
import type { Workflow } from './workflow.ts'

const known = new Set([
  ...['name', 'needs', 'if', 'runs-on', 'env', 'defaults', 'outputs', 'strategy', 'timeout-minutes', 'steps'],
  ...['container', 'services', 'concurrency', 'environment', 'permissions', 'uses', 'with', 'secrets'],
  'continue-on-error',
])

/** Settings of a job that a step has no word for, and what there is in their place. */
const ways: Readonly<Record<string, string>> = {
  services: 'Start what a step talks to in its command, or before the run.',
  concurrency: 'Runs of one group wait for one another by `target github { concurrency: … }`.',
  environment: "Who may run what is the engine's to say; the secrets themselves are in the program.",
  permissions: 'What the token may do is said for the whole program: `target github { permissions: … }`.',
  'continue-on-error':
    'A step that may fail is a candidate of `first_ok(…)`, or its command ends in `|| true`.',
}

const strategyWays: Readonly<Record<string, string>> = {
  'fail-fast': 'Steps that do not depend on the one that failed go on.',
  'max-parallel': 'How many steps run at a time is said by `pipe run --jobs`.',
}

/** Tells of everything in a job that its step can't say. */
export function tellOfJob(workflow: Workflow, job: Job): void {
  const { shapes } = workflow
  const drop: Drop = (option, span, way) => {
    const parameters = { option, owner: job.owner, way }
    shapes.report.tell(importProblems.optionDropped, parameters, { file: shapes.file, span }, job.step)
  }
  shapes.unknownKeys(job.node, known, job.owner, job.step)
  tellOfStrategy(job, drop)
  for (const { key, keySpan, value } of job.node.entries) {
    const way = ways[key]
    const isFalse = value.kind === 'scalar' && (value.value === false || value.value === null)
    if (way !== undefined && !isFalse) drop(key, keySpan, way)
  }
  const container = member(job.node, 'container')
  for (const { key, keySpan } of container?.kind === 'map' ? container.entries : []) {
    if (key !== 'image') drop(`container.${key}`, keySpan, 'Give the command what it needs by `env`.')
  }
  const uses = member(job.node, 'uses')
  if (uses) {
    const action = shapes.text(uses, '`uses`') ?? ''
    const way = 'Import that workflow too, and put its steps here.'
    const where = { file: shapes.file, span: uses }
    shapes.report.tell(importProblems.actionDropped, { action, job: job.id, way }, where, job.step)
  }
  tellOfRunner(workflow, job)
}

type Drop = (option: string, span: Span, way: string) => void

function tellOfStrategy(job: Job, drop: Drop): void {
  const strategy = member(job.node, 'strategy')
  for (const { key, keySpan, value } of strategy?.kind === 'map' ? strategy.entries : []) {
    const isDefault = key === 'fail-fast' && value.kind === 'scalar' && value.value === false
    const way = strategyWays[key]
    if (way !== undefined && !isDefault) drop(`strategy.${key}`, keySpan, way)
    if (key === 'matrix' && value.kind !== 'map')
      drop('strategy.matrix', keySpan, 'Write one step for each of its values.')
  }
}

/** Only other systems are told of: the usual runner is a setting of the target. */
function tellOfRunner({ shapes }: Workflow, job: Job): void {
  const node = member(job.node, 'runs-on')
  if (!node) return
  const labels = node.kind === 'map' ? [...shapes.items(member(node, 'labels'))] : [...shapes.items(node)]
  const runner = labels
    .map((label) => knownText(job, shapes.text(label, '`runs-on`') ?? '') ?? '…')
    .join(', ')
  if (/^ubuntu-(latest|\d+\.\d+)$/.test(runner)) return
  shapes.report.tell(
    importProblems.runnerDropped,
    { runner, owner: job.owner },
    { file: shapes.file, span: node },
    job.step,
  )
}

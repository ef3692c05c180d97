import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Importing } from '../importing.ts'
import { Names, nameFrom } from '../names.ts'
import type { Draft } from '../program/draft.ts'
import { Shapes } from '../yaml/shape.ts'
import { member } from '../yaml/tree.ts'
import { inputParams } from './inputs.ts'
import type { Job } from './job.ts'
import { readJobs } from './job.ts'
import { stepOfJob } from './job-step.ts'
import { targetOf } from './target.ts'
import { triggersOf } from './triggers.ts'
import { Values } from './values.ts'
import { Workflow } from './workflow.ts'

const known = new Set([
  ...['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs'],
])

/** A workflow of GitHub Actions as declarations of a program: each job becomes a step. */
export function importWorkflow(importing: Importing): readonly Draft[] {
  const { file, root, host, report, renames, sources } = importing
  const shapes = new Shapes(file, report)
  shapes.unknownKeys(root, known, 'the workflow', undefined)
  const jobsNode = shapes.map(member(root, 'jobs'), '`jobs`')
  if (!jobsNode || jobsNode.entries.length === 0) {
    const where = { file, span: { start: 0, end: 0 } }
    if (!report.hasErrors)
      report.tell(importProblems.nothingInside, { path: file, what: 'jobs' }, where, undefined)
    return []
  }
  const names = new Names(renames)
  const jobs = readJobs(shapes, jobsNode, names)
  const triggers = triggersOf(shapes, member(root, 'on'), 'workflow')
  const inputs = inputParams(shapes, triggers.inputs, names)
  const values = new Values({ file, report, inputs, names })
  const written = sources.get(host.shown(file))?.text ?? ''
  const workflow = new Workflow({ root, shapes, values, jobs, written, host })
  tellOfNeeds(shapes, jobs)
  const drafts = jobs.map((job) => ({ job, draft: stepOfJob(workflow, job) }))
  const runnable = new Set(drafts.filter(({ draft }) => draft.kind === 'step').map(({ job }) => job))
  tellOfFolder(shapes, [...runnable])
  const steps = drafts.map(({ job, draft }) => {
    return withNeeds(draft, [...neededSteps(job, jobs, runnable), ...siblingBefore(job, jobs, runnable)])
  })
  const title = shapes.text(member(root, 'name'), '`name`')
  const pipeline: Draft = {
    kind: 'pipeline',
    name: nameFrom(importing.name, 'pipeline'),
    doc: title,
    fields: [['edition', '"2026"']],
  }
  const target = targetOf(shapes, root, jobs)
  return [
    pipeline,
    ...(triggers.draft ? [triggers.draft] : []),
    ...(target ? [target] : []),
    ...values.declarations,
    ...steps,
  ]
}

function tellOfNeeds(shapes: Shapes, jobs: readonly Job[]): void {
  const ids = new Set(jobs.map(({ id }) => id))
  for (const { id, needs, span } of jobs) {
    for (const need of needs.filter((name) => !ids.has(name))) {
      const parameters = { job: id, need, suggestion: closest(need, ids) }
      shapes.report.tell(importProblems.unknownNeed, parameters, { file: shapes.file, span }, undefined)
    }
  }
}

/** Each job of GitHub has a checkout of its own; the steps of a program share the project. */
function tellOfFolder(shapes: Shapes, jobs: readonly Job[]): void {
  const [first, second] = jobs
  if (!first || !second) return
  const where = { file: shapes.file, span: first.span }
  shapes.report.tell(importProblems.sharedFolder, {}, where, undefined)
}

/** The jobs of a matrix run the same commands, which would write over one another: they take turns. */
function siblingBefore(job: Job, jobs: readonly Job[], runnable: ReadonlySet<Job>): readonly string[] {
  const siblings = jobs.filter(({ id }) => id === job.id)
  const before = siblings.slice(0, siblings.indexOf(job)).filter((other) => runnable.has(other))
  return before.slice(-1).map(({ step }) => step)
}

/** The steps that a job waits for; through jobs that became no step, those that they wait for. */
function neededSteps(job: Job, jobs: readonly Job[], runnable: ReadonlySet<Job>): readonly string[] {
  const steps: string[] = []
  const seen = new Set<string>()
  const open = [...job.needs]
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (seen.has(id)) continue
    seen.add(id)
    const wanted = jobs.filter((other) => other.id === id)
    const ready = wanted.filter((other) => runnable.has(other))
    steps.push(...ready.map(({ step }) => step))
    if (ready.length === 0) open.push(...wanted.flatMap(({ needs }) => needs))
  }
  return steps
}

function withNeeds(draft: Draft, needs: readonly string[]): Draft {
  if (draft.kind !== 'step' || !draft.fields || needs.length === 0) return draft
  const at = draft.fields.findIndex(([key]) =>
    ['when', 'runs_in', 'timeout', 'on_demand', 'cache'].includes(key),
  )
  const fields = [...draft.fields]
  fields.splice(at < 0 ? fields.length : at, 0, ['needs', `[${needs.join(', ')}]`])
  return { ...draft, fields }
}

import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { Variables } from '../command/fill-in.ts'
import { joinLines } from '../command/lines.ts'
import { writeScript } from '../command/script.ts'
import type { Draft } from '../program/draft.ts'
import { type Field, writeRecord, writeString } from '../program/write.ts'
import { isEmpty } from '../yaml/shape.ts'
import { member } from '../yaml/tree.ts'
import { parseExpression } from './expression.ts'
import { fold, isTrue } from './fold.ts'
import type { Job } from './job.ts'
import { JobScriptReader } from './job-script.ts'
import { tellOfJob } from './job-settings.ts'
import { condition } from './program-expression.ts'
import { knownText } from './values.ts'
import type { Workflow } from './workflow.ts'

/** The step that a job becomes; without fields when it has no command that can be run here. */
export function stepOfJob(workflow: Workflow, job: Job): Draft {
  const { shapes } = workflow
  const written = shapes
    .items(member(job.node, 'steps'))
    .map((step) => (step.kind === 'map' ? member(step, 'run') : undefined))
    .map((run) => (run?.kind === 'scalar' ? run.text : ''))
    .join('\n')
  const own = new Set(variablesOf(workflow, job))
  const variables = new Variables((name) => own.has(name) || new RegExp(`\\b${name}\\b`).test(written))
  tellOfJob(workflow, job)
  const script = new JobScriptReader(workflow, job, variables).read()
  if (script.commands.length === 0) return { kind: 'note', name: job.step }
  const bash = script.needsBash
  const run = writeScript(
    {
      before: joinLines(script.before),
      commands: script.commands,
      after: joinLines(script.after),
      isSet: (name) => variables.get(name) !== undefined || script.sets.has(name),
      shell: bash ? { kind: 'bash', words: ['bash', '-e', '-c'] } : { kind: 'sh' },
    },
    {
      variables,
      unfit: ({ variable, written: expression = variable }) => {
        const parameters = { expression, owner: job.owner }
        shapes.report.tell(
          importProblems.fixedPaste,
          parameters,
          { file: shapes.file, span: job.span },
          job.step,
        )
      },
    },
  )
  const outputs = workflow
    .outputsOf(job)
    .map(([name, kind, path]): Field => [name, `${kind}(${writeString(path)})`])
  const when = conditionOf(workflow, job)
  const image = imageOf(workflow, job)
  const timeout = minutesOf(workflow, job)
  const fields: Field[] = [['run', run]]
  if (variables.fields.length > 0) fields.push(['env', writeRecord(variables.fields)])
  if (outputs.length > 0) fields.push(['outputs', writeRecord(outputs)])
  if (when !== undefined && when !== 'named') fields.push(['when', when])
  if (image !== undefined) fields.push(['runs_in', `container(${writeString(image)})`])
  if (timeout !== undefined) fields.push(['timeout', timeout])
  if (when === 'named') fields.push(['on_demand', 'true'])
  fields.push(['cache', 'false'])
  const title = member(job.node, 'name')
  const doc = title && knownText(job, shapes.text(title, '`name`') ?? '')
  return { kind: 'step', name: job.step, doc, fields }
}

/** The variables that the workflow gives names to: none of ours may hide one. */
function variablesOf({ root, shapes }: Workflow, job: Job): readonly string[] {
  const steps = shapes.items(member(job.node, 'steps')).filter((step) => step.kind === 'map')
  return [root, job.node, ...steps].flatMap((map) => {
    const env = member(map, 'env')
    return env?.kind === 'map' ? env.entries.map(({ key }) => key) : []
  })
}

/** The `if` of a job: a condition of the language, nothing, or `named` when the step runs only when it is named. */
function conditionOf({ shapes, values }: Workflow, job: Job): string | undefined {
  const node = member(job.node, 'if')
  if (!node || isEmpty(node)) return undefined
  const written = shapes.text(node, '`if`') ?? ''
  const expression = parseExpression(written.replace(/^\s*\$\{\{|\}\}\s*$/g, ''))
  const folded = expression && fold(expression, job.known)
  if (folded?.kind === 'literal') return isTrue(folded.value) ? undefined : 'false'
  if (folded?.kind === 'call' && folded.name === 'success') return undefined
  const own = folded && condition(folded, values.inputs)
  if (own) return own.text
  const parameters = {
    condition: written,
    owner: job.owner,
    instead: 'its step runs only when it is named',
  }
  shapes.report.tell(importProblems.conditionDropped, parameters, { file: shapes.file, span: node }, job.step)
  return 'named'
}

/** The image of the job's container; one without a digest may be another one tomorrow, and is told of. */
function imageOf({ shapes }: Workflow, job: Job): string | undefined {
  const node = member(job.node, 'container')
  if (!node || isEmpty(node)) return undefined
  const image = node.kind === 'map' ? member(node, 'image') : node
  const written = image && knownText(job, shapes.text(image, '`image`') ?? '')
  if (written !== undefined && /@sha256:[0-9a-f]{64}$/.test(written)) return written
  const way = 'Name it with its digest: `runs_in: container("python:3.12@sha256:…")`.'
  const parameters = { option: `container: ${written ?? '…'}`, owner: job.owner, way }
  shapes.report.tell(importProblems.optionDropped, parameters, { file: shapes.file, span: node }, job.step)
  return undefined
}

function minutesOf({ shapes }: Workflow, job: Job): string | undefined {
  const node = member(job.node, 'timeout-minutes')
  const written = node && knownText(job, shapes.text(node, '`timeout-minutes`') ?? '')
  const minutes = Number(written)
  if (!node) return undefined
  if (Number.isFinite(minutes) && minutes > 0) return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`
  const parameters = {
    option: 'timeout-minutes',
    owner: job.owner,
    way: 'Say it in `timeout`: `timeout: 30m`.',
  }
  shapes.report.tell(importProblems.optionDropped, parameters, { file: shapes.file, span: node }, job.step)
  return undefined
}

import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Importing } from '../importing.ts'
import { Names, nameFrom } from '../names.ts'
import type { Draft } from '../program/draft.ts'
import { Shapes } from '../yaml/shape.ts'
import { member } from '../yaml/tree.ts'
import { loadFileVariables } from './load-variables.ts'
import { MadeFiles } from './made.ts'
import { Params } from './params.ts'
import { readStages } from './read-stages.ts'
import { stepOf } from './step.ts'
import type { DvcImport } from './world.ts'

/** What the sections beside `stages` and `vars` are about, and what there is in their place. */
const sections: Readonly<Record<string, string>> = {
  params: 'Values that commands get become params; other files of params are named in `code`.',
  metrics: 'Metrics of a step are among its outputs: `metrics("metrics.json", { accuracy: float })`.',
  plots: 'Curves of a run are shown by `pipe show`; the files themselves are outputs of steps.',
  artifacts: 'A version of a model is made by `register`.',
  datasets: 'Rows are read by a `dataset`, and what lies elsewhere is fetched by a step.',
  outs: 'Data that no stage makes is a file of the project.',
}

/** A dvc.yaml as declarations of a program. */
export function importDvc(importing: Importing): readonly Draft[] {
  const { file, root, host, report, renames, sources } = importing
  const shapes = new Shapes(file, report)
  for (const { key, keySpan } of root.entries) {
    const way = sections[key]
    const where = { file, span: keySpan }
    if (way !== undefined) report.tell(importProblems.sectionDropped, { section: key, way }, where, undefined)
  }
  const known = new Set(['stages', 'vars', 'schema', ...Object.keys(sections)])
  shapes.unknownKeys(root, known, 'the file', undefined)
  const stages = shapes.map(member(root, 'stages'), '`stages`')
  if (!stages || stages.entries.length === 0) {
    const where = { file, span: { start: 0, end: 0 } }
    if (!report.hasErrors)
      report.tell(importProblems.nothingInside, { path: file, what: 'stages' }, where, undefined)
    return []
  }
  const loading = { host, report, file, sources }
  const variables = loadFileVariables(loading, shapes.items(member(root, 'vars')))
  const names = new Names(renames)
  const params = new Params(names, report)
  const all = readStages({ shapes, loading, variables, fixed: (value) => params.fix(value) }, stages)
  const steps = new Map(
    all.map((stage) => [stage, names.claim('step', stage.name, { file, span: stage.span })]),
  )
  const made = new MadeFiles(steps, host)
  const world: DvcImport = { file, host, report, made, params }
  const drafts = all.map((stage) => stepOf(stage, steps.get(stage) ?? stage.name, world))
  const pipeline: Draft = {
    kind: 'pipeline',
    name: nameFrom(importing.name, 'pipeline'),
    fields: [['edition', '"2026"']],
  }
  return [pipeline, ...params.declarations, ...drafts]
}

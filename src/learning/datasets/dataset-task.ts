import { join } from 'node:path'
import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import { Arguments, isComponent } from '../component.ts'
import { writeAtomically } from '../files/atomic-write.ts'
import type { LearningTask, TaskOutput, TaskValue } from '../protocol.ts'
import type { TaskContext, TaskRunner } from '../task.ts'
import { chooseColumns } from './choose-columns.ts'
import { type Frame, selectRows } from './frame.ts'
import { makeParts } from './make-parts.ts'
import { encodePart, type Part } from './part.ts'
import { readSource } from './sources/read-source.ts'
import { readSchema } from './sources/schema.ts'
import { splitRows } from './split-rows.ts'
import { transformParts } from './transform-parts.ts'

/** Makes the parts of a `dataset` node: source, columns, split, transforms, files. */
export const runDatasetTask: TaskRunner = async (task, context) => {
  const parts = await partsOf(task, context)
  const outputs: { [name: string]: TaskOutput } = {}
  for (const part of parts) {
    const path = `${part.name}.part`
    writeAtomically(join(task.staging, path), encodePart(part))
    outputs[part.name] = { artifact: 'Dataset', path }
  }
  const sizes = parts.map((part) => `${part.name} ${part.rows.toLocaleString('en-US')}`)
  context.tell({ type: 'log', line: `rows: ${sizes.join(', ')}` })
  return { ok: true, outputs }
}

async function partsOf(task: LearningTask, context: TaskContext): Promise<readonly Part[]> {
  const { config, seed, node: dataset } = task
  const settings = new Arguments(dataset, config)
  const warn = (diagnostic: Diagnostic) => context.tell({ type: 'warning', diagnostic })
  const { table, target: ownTarget } = await readSource({
    dataset,
    source: settings.value('source'),
    declared: readSchema(config.schema, dataset),
    seed,
    progress: rowProgress(context),
  })
  const chosen = chooseColumns(table, {
    dataset,
    target: optionalText(settings, 'target') ?? ownTarget,
    features: optionalTexts(settings, 'features'),
    drop: optionalTexts(settings, 'drop') ?? [],
  })
  const whole: Frame = {
    rows: table.rows,
    sourceRows: Float64Array.from({ length: table.rows }, (_, row) => row),
    columns: chosen.features,
    target: chosen.target,
  }
  const frames = splitRows(table, settings, dataset, seed).map(({ name, rows }) => ({
    name,
    frame: selectRows(whole, rows),
  }))
  const steps = listOf(settings.value('transform')).map((step) =>
    isComponent(step) ? step : settings.refuse('transform', 'a list of transforms'),
  )
  const { parts, fitted } = transformParts(frames, steps, { dataset, warn })
  const inputs = chosen.features.map(({ name, type }) => ({ name, type }))
  return makeParts(parts, { inputs, transforms: fitted }, dataset, warn)
}

function optionalText(settings: Arguments, field: string): string | undefined {
  const value = settings.value(field)
  return value === null ? undefined : settings.text(field)
}

function optionalTexts(settings: Arguments, field: string): readonly string[] | undefined {
  const value = settings.value(field)
  return value === null ? undefined : listOf(value).map(String)
}

function listOf(value: TaskValue): readonly TaskValue[] {
  return Array.isArray(value) ? value : []
}

/** Milliseconds between two reports of progress. */
const pause = 100

/** Reports the rows read so far, and how many there seem to be in all. */
function rowProgress(context: TaskContext): (rows: number, share: number) => void {
  let last = performance.now()
  return (rows, share) => {
    const now = performance.now()
    if (now - last < pause || share === 0) return
    last = now
    context.tell({
      type: 'progress',
      done: rows,
      total: Math.max(rows, Math.round(rows / share)),
      unit: 'rows',
    })
  }
}

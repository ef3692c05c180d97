import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Diagnostic } from '../../../src/base/diagnostics/diagnostic.ts'
import type { RecordValue, Value } from '../../../src/ir/expression.ts'
import { runDatasetTask } from '../../../src/learning/datasets/dataset-task.ts'
import { openPart, type Part } from '../../../src/learning/datasets/part.ts'
import { TaskFailure } from '../../../src/learning/failure.ts'
import type { LearningMessage, LearningTask, TaskValue } from '../../../src/learning/protocol.ts'

/** A folder that is gone after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dataset-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A source that reads a CSV text. */
export function csvSource(text: string, options: RecordValue = {}): TaskValue {
  const path = join(newFolder(), 'rows.csv')
  writeFileSync(path, text)
  return source('csv', {
    separator: ',',
    missing: ['', 'NA', 'NaN', 'null'],
    ...options,
    path: { $local: path },
  })
}

export function source(name: string, settings: { readonly [name: string]: TaskValue }): TaskValue {
  return { $component: name, is: 'source', arguments: settings as RecordValue }
}

export function split(name: string, settings: RecordValue): TaskValue {
  return { $component: name, is: 'split', arguments: { val: 0, test: 0, ...settings } }
}

const defaults: Readonly<Record<string, RecordValue>> = {
  standardize: { columns: null, fit_on: 'train' },
  one_hot: { columns: null, fit_on: 'train' },
  impute: { columns: null, with: 'mean', fit_on: 'train' },
  clip: { columns: null, min: null, max: null },
}

export function transform(name: string, settings: { readonly [name: string]: Value } = {}): TaskValue {
  return { $component: name, is: 'transform', arguments: { ...defaults[name], ...settings } }
}

function datasetTask(config: LearningTask['config'], seed = 1): LearningTask {
  const filled = { schema: null, target: null, features: null, drop: [], split: null, transform: [] }
  return {
    kind: 'dataset',
    node: 'rows',
    config: { ...filled, ...config },
    seed,
    staging: newFolder(),
    scratch: newFolder(),
  }
}

export interface Made {
  readonly parts: { readonly [name: string]: Part }
  readonly warnings: readonly Diagnostic[]
  readonly messages: readonly LearningMessage[]
  /** Absolute paths of the part files. */
  readonly paths: { readonly [name: string]: string }
}

/** Runs a dataset task that must succeed, and opens what it made. */
export async function make(config: LearningTask['config'], seed = 1): Promise<Made> {
  const task = datasetTask(config, seed)
  const messages: LearningMessage[] = []
  const outcome = await runDatasetTask(task, { tell: (message) => messages.push(message) })
  if (!outcome.ok) throw new TaskFailure(...outcome.diagnostics)
  const parts: { [name: string]: Part } = {}
  const paths: { [name: string]: string } = {}
  for (const [name, output] of Object.entries(outcome.outputs)) {
    if (!('path' in output)) throw new Error(`${name} is no file`)
    const path = join(task.staging, output.path)
    paths[name] = path
    const opened = openPart(path)
    if (!opened.ok) throw new TaskFailure(...opened.diagnostics)
    parts[name] = opened.value
  }
  const warnings = messages.flatMap((message) => (message.type === 'warning' ? [message.diagnostic] : []))
  return { parts, warnings, messages, paths }
}

/** The problems of a dataset task that must fail. */
export async function problemsOf(config: LearningTask['config'], seed = 1): Promise<readonly Diagnostic[]> {
  try {
    await runDatasetTask(datasetTask(config, seed), { tell: () => {} })
  } catch (error) {
    if (error instanceof TaskFailure) return error.diagnostics
    throw error
  }
  throw new Error('the task succeeded')
}

/** A part that must be there. */
export function partOf(made: Made, name: string): Part {
  const part = made.parts[name]
  if (!part) throw new Error(`there is no part ${name}`)
  return part
}

/** A column of a part's features. */
export function featureOf(part: Part, name: string): number[] {
  const position = part.featureNames.indexOf(name)
  if (position < 0) throw new Error(`there is no feature ${name}`)
  const width = part.featureNames.length
  return Array.from({ length: part.rows }, (_, row) => part.features[row * width + position] ?? Number.NaN)
}

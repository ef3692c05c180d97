import { resolve } from 'node:path'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import type { ArtifactValue, FileValue, Value } from '../../ir/expression.ts'
import type {
  LearningMessage,
  LearningTask,
  LocalFile,
  TaskOutput,
  TaskValue,
} from '../../learning/protocol.ts'
import type { StoredObject } from '../../store/store.ts'
import { stopped } from '../commands/failure-cause.ts'
import { memoryRanOut } from '../commands/memory-kills.ts'
import { onDisk } from '../files/project-files.ts'
import type { WorkerEnding } from '../workers/worker.ts'
import type { Attempt, Executor, Outcome, Workshop } from './executor.ts'
import { factOf, type Pace } from './learning-facts.ts'
import { withPlacedNames } from './stored-names.ts'

/** Datasets, trainings and evaluations of the library: done by a worker process. */
export const executeLearning: Executor = async (attempt, workshop) => {
  const { node, key, config } = attempt
  if (node.kind !== 'dataset' && node.kind !== 'train' && node.kind !== 'evaluate') {
    throw new TypeError(`a worker does no ${node.kind}`)
  }
  return runTask(attempt, workshop, { kind: node.kind, key, config: localConfig(config, attempt, workshop) })
}

/** What a worker is asked for, beside what follows from the attempt. */
export interface TaskRequest {
  readonly kind: LearningTask['kind']
  /** The key of the work: its unfinished state is found again by it. */
  readonly key: string
  readonly config: LearningTask['config']
}

/** Has a worker do a task and takes what it made into the store. */
export async function runTask(attempt: Attempt, workshop: Workshop, request: TaskRequest): Promise<Outcome> {
  const { node, signal, log, devices } = attempt
  const missing = workshop.workers.missing
  if (missing)
    return { ok: false, diagnostics: [diagnose(runProblems.workerMissing, { node: node.id, path: missing })] }
  const staging = await workshop.store.staging(workshop.run, node.id)
  const task: LearningTask = {
    kind: request.kind,
    node: node.id,
    config: request.config,
    seed: workshop.seed,
    staging,
    scratch: await workshop.store.scratch(request.key),
  }
  const pace: Pace = {}
  const tell = (message: LearningMessage) => {
    if (message.type === 'log') log.push('stdout', Buffer.from(`${message.line}\n`))
    else attempt.tell(factOf(node.id, attempt.number, message, pace))
  }
  const ending = await workshop.workers.run(task, { devices, log, signal, tell })
  if (ending.state === 'ended') return { ok: false, diagnostics: [lost(attempt, ending)] }
  if (!ending.outcome.ok) {
    return { ok: false, diagnostics: withPlacedNames(ending.outcome.diagnostics, attempt.config) }
  }
  const outputs: { [name: string]: Value } = {}
  const taken = new Map<string, Promise<StoredObject>>()
  for (const [name, output] of Object.entries(ending.outcome.outputs)) {
    outputs[name] = await stored(output, staging, workshop, taken)
  }
  return { ok: true, outputs }
}

function lost({ node, signal, log }: Attempt, ending: Extract<WorkerEnding, { state: 'ended' }>) {
  const lines = log.lastLines()
  if (signal.aborted) return stopped(node.id, signal.reason, lines)
  const heap = log.lastLines(40).some((line) => line.includes('JavaScript heap out of memory'))
  if (heap || (ending.signal === 'SIGKILL' && memoryRanOut())) {
    return diagnose(runProblems.outOfMemory, { node: node.id, lines })
  }
  const how = ending.signal ? `it was ended by ${ending.signal}` : `it ended with exit code ${ending.code}`
  return diagnose(runProblems.workerEnded, { node: node.id, how, lines })
}

/** A config in which everything that lies in files is said by where it lies on this machine. */
function localConfig(
  config: Attempt['config'],
  attempt: Attempt,
  workshop: Workshop,
): LearningTask['config'] {
  return Object.fromEntries(
    Object.entries(config).map(([field, value]) => [field, local(value, attempt, workshop)]),
  )
}

function local(value: Value, attempt: Attempt, workshop: Workshop): TaskValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Value) => local(item, attempt, workshop))
  if ('$artifact' in value) return localArtifact(value as ArtifactValue, workshop)
  if ('$file' in value) {
    const { $file } = value as FileValue
    const paths = (attempt.files.get($file) ?? []).map(({ path }) => onDisk(workshop.root, path))
    const [only] = paths
    return paths.length === 1 && only ? { $local: only } : { $local: onDisk(workshop.root, $file), paths }
  }
  const members = Object.entries(value as { readonly [name: string]: Value })
  return Object.fromEntries(members.map(([name, member]) => [name, local(member, attempt, workshop)]))
}

/** A stored thing as a task sees it. */
export function localArtifact({ $artifact, hash, format }: ArtifactValue, workshop: Workshop): LocalFile {
  const $local = workshop.store.objectPath(hash)
  return { $local, artifact: $artifact, ...(format !== undefined && { format }) }
}

async function stored(
  output: TaskOutput,
  staging: string,
  workshop: Workshop,
  taken: Map<string, Promise<StoredObject>>,
): Promise<Value> {
  if ('value' in output) return output.value
  if ('list' in output) {
    const values: Value[] = []
    for (const item of output.list) values.push(await stored(item, staging, workshop, taken))
    return values
  }
  const path = resolve(staging, output.path)
  // One file can be several outputs, and is moved away by the first.
  const putting = taken.get(path) ?? workshop.store.put(path)
  taken.set(path, putting)
  const { hash, folder } = await putting
  const { artifact, format } = output
  return { $artifact: artifact, hash, ...(folder && { folder }), ...(format !== undefined && { format }) }
}

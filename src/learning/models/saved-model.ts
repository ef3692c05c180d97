import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../base/diagnostics/learning-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import type { ComponentValue } from '../../ir/expression.ts'
import { argumentsOf, isComponent, lookUp } from '../component.ts'
import type { Preprocessing } from '../datasets/preprocessing.ts'
import { readBytes } from '../files/read-file.ts'
import { decodeSafetensors, encodeSafetensors, type NamedArray } from '../files/safetensors.ts'
import type { Architecture, LearningKind, Sizes } from './architecture.ts'
import { models } from './table.ts'

/** What a model takes and gives. */
export interface ModelSignature {
  readonly task: LearningKind
  /** Names of the columns of features, in order. */
  readonly features: readonly string[]
  readonly target: string
  /** Classes in the order of their indices; absent for regression. */
  readonly classes?: readonly string[]
  /** How a raw row becomes a row of features. */
  readonly preprocessing: Preprocessing
}

/** A trained model: all that prediction needs. */
export interface Model {
  readonly architecture: ComponentValue
  readonly signature: ModelSignature
  readonly weights: ReadonlyMap<string, NamedArray>
}

const format = 'pipewright-model'
const version = 1

/**
 * Writes a model as a folder: `model.json`, what it is, and `weights.safetensors`. Equal models give equal bytes.
 */
export function saveModel(folder: string, { architecture, signature, weights }: Model): void {
  mkdirSync(folder, { recursive: true })
  const description = { format, version, architecture, ...signature, weights: 'weights.safetensors' }
  writeFileSync(join(folder, 'model.json'), `${canonicalJson(description as unknown as Json)}\n`)
  writeFileSync(join(folder, 'weights.safetensors'), Buffer.concat(encodeSafetensors(weights)))
}

/** Opens a model that a training made; a checkpoint is one too. */
export function loadModel(folder: string): Result<Model> {
  const refuse = (reason: string) => failed(diagnose(learningProblems.notAModel, { path: folder, reason }))
  const text = readBytes(join(folder, 'model.json'))
  if (typeof text === 'string') return refuse(`model.json: ${text}`)
  const description = parseDescription(Buffer.from(text).toString('utf8'))
  if (!description) return refuse('model.json does not describe a model of this version')
  const bytes = readBytes(join(folder, 'weights.safetensors'))
  if (typeof bytes === 'string') return refuse(`weights.safetensors: ${bytes}`)
  const file = decodeSafetensors(bytes)
  if (typeof file === 'string') return refuse(`weights.safetensors: ${file}`)
  const { architecture, task, features, target, classes, preprocessing } = description
  const signature = { task, features, target, preprocessing, ...(classes && { classes }) }
  const difference = weightsDifference(architecture, signature, file.arrays)
  return difference ? refuse(difference) : ok({ architecture, signature, weights: file.arrays })
}

/** What a saved model is, before its weights are looked at; nothing where that can't be read. */
export function architectureIn(folder: string): ComponentValue | undefined {
  const text = readBytes(join(folder, 'model.json'))
  return typeof text === 'string'
    ? undefined
    : parseDescription(Buffer.from(text).toString('utf8'))?.architecture
}

/** The sizes that a signature gives an architecture. */
export function sizesOf(architecture: Architecture, { task, features, classes }: ModelSignature): Sizes {
  return { inputs: features.length, outputs: architecture.outputs(task, classes?.length ?? 0) }
}

/** Says how weights differ from those that an architecture has; nothing when they fit. */
export function weightsDifference(
  component: ComponentValue,
  signature: ModelSignature,
  weights: ReadonlyMap<string, NamedArray>,
): string | undefined {
  const architecture = lookUp(models, 'model', component)
  const specs = architecture.weights(argumentsOf(component), sizesOf(architecture, signature))
  for (const { name, shape } of specs) {
    const found = weights.get(name)
    if (!found) return `\`${name}\` is not there`
    const same =
      found.shape.length === shape.length && found.shape.every((side, axis) => side === shape[axis])
    if (!same) return `\`${name}\` is [${found.shape.join(', ')}] instead of [${shape.join(', ')}]`
  }
  const extra = [...weights.keys()].find((name) => !specs.some((spec) => spec.name === name))
  return extra === undefined ? undefined : `\`${extra}\` is one too many`
}

type Description = ModelSignature & { readonly architecture: ComponentValue }

function parseDescription(text: string): Description | undefined {
  try {
    const found = JSON.parse(text) as Description & { format?: unknown; version?: unknown }
    const isWhole = isComponent(found.architecture) && Array.isArray(found.features)
    return found.format === format && found.version === version && isWhole ? found : undefined
  } catch {
    return undefined
  }
}

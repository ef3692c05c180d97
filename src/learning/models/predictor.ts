import {
  concat,
  neg,
  sigmoid,
  softmax,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core'
import type { ComponentValue } from '../../ir/expression.ts'
import { startWasmBackend } from '../backend/wasm-backend.ts'
import { type Arguments, argumentsOf, lookUp } from '../component.ts'
import { withoutDropout } from '../engine/dropout.ts'
import { WeightTensors } from '../engine/weight-tensors.ts'
import type { Architecture } from './architecture.ts'
import { checkWidth } from './outputs-width.ts'
import type { Model } from './saved-model.ts'
import { models } from './table.ts'

/** A model with its weights on the tensor heap, ready to answer. Dispose it when done. */
export interface Predictor {
  /** Numbers that `predict` gives a row: one a class, or one. */
  readonly width: number
  /**
   * For `rows` rows of features, row-major: the probability of each class, [rows, classes], or the predicted number,
   * [rows, 1].
   */
  predict(features: Float32Array, rows: number): Float32Array
  dispose(): void
}

/** Rows that are computed at once; more would only take more memory. */
const rowsAtOnce = 4096

/** Readies a model for prediction on this machine's CPU. */
export async function openPredictor(model: Model): Promise<Predictor> {
  await startWasmBackend()
  return new WasmPredictor(model)
}

class WasmPredictor implements Predictor {
  readonly width: number
  private readonly inputs: number
  private readonly isClassification: boolean
  private readonly architecture: Architecture
  private readonly component: ComponentValue
  private readonly outputs: number
  private readonly settings: Arguments
  private readonly weights = new WeightTensors()

  constructor({ architecture, signature, weights }: Model) {
    this.inputs = signature.features.length
    this.isClassification = signature.task === 'classification'
    this.width = signature.classes?.length ?? 1
    this.architecture = lookUp(models, 'model', architecture)
    this.component = architecture
    this.outputs = this.architecture.outputs(signature.task, this.width)
    this.settings = argumentsOf(architecture)
    for (const [name, array] of weights) this.weights.load(name, array)
  }

  predict(features: Float32Array, rows: number): Float32Array {
    const answers = new Float32Array(rows * this.width)
    for (let first = 0; first < rows; first += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rows - first)
      const part = features.subarray(first * this.inputs, (first + count) * this.inputs)
      answers.set(this.outputsOf(part, count), first * this.width)
    }
    return answers
  }

  dispose(): void {
    this.weights.dispose()
  }

  private outputsOf(features: Float32Array, rows: number): Float32Array {
    return tidy(() => {
      const x = tensor2d(features, [rows, this.inputs])
      const weight = (name: string) => this.weights.get(name) as Tensor2D
      const outputs = this.architecture.forward(x, weight, this.settings, withoutDropout)
      return this.activated(checkWidth(this.component, outputs, this.outputs)).dataSync() as Float32Array
    })
  }

  private activated(outputs: Tensor2D): Tensor {
    if (!this.isClassification) return outputs
    // One output for two classes is the logit of the second.
    return outputs.shape[1] === 1 ? concat([sigmoid(neg(outputs)), sigmoid(outputs)], 1) : softmax(outputs)
  }
}

import * as tf from '@tensorflow/tfjs-core'
import type { ComponentValue } from '../../ir/expression.ts'
import type { Architecture, Sizes, WeightSpec } from '../models/architecture.ts'
import { glorotUniform, heNormal, ones, zeros } from '../models/initialisation.ts'
import type { Draws } from '../random.ts'
import { ownFunction } from './own-function.ts'
import { plainArguments } from './plain-arguments.ts'
import { refuseResult, runOwn } from './user-failure.ts'

/**
 * `export function weights(sizes, settings)` says which arrays are learned, `export function forward(given, settings)`
 * computes [rows, outputs] from `given.x` with the operations of `given.tf`, those of tfjs.
 */
export function userModel(
  exports: { readonly [name: string]: unknown },
  component: ComponentValue,
): Architecture {
  const { $component: name } = component
  const weightsOf = ownFunction(exports, 'weights', name)
  const forward = ownFunction(exports, 'forward', name)
  return {
    tasks: ['classification', 'regression'],
    outputs: (task, classes) => (task === 'classification' ? classes : 1),
    weights(settings, sizes: Sizes) {
      const given = plainArguments(settings.all())
      const found = runOwn(name, 'it named its weights', () => weightsOf({ ...sizes }, given))
      return specsOf(found, name)
    },
    forward(x, weight, settings, mode) {
      let layers = 0
      const dropout = (values: tf.Tensor2D, rate: number) => mode.dropout(values, rate, layers++)
      const given = { tf, x, weight, dropout }
      const named = plainArguments(settings.all())
      const outputs = runOwn(name, 'it computed its outputs', () => forward(given, named))
      if (outputs instanceof tf.Tensor && outputs.rank === 2 && outputs.shape[0] === x.shape[0]) {
        return outputs as tf.Tensor2D
      }
      const found = outputs instanceof tf.Tensor ? `[${outputs.shape.join(', ')}]` : outputs
      return refuseResult(name, `a tensor of shape [${x.shape[0]}, outputs]`, found)
    },
  }
}

function specsOf(found: unknown, name: string): readonly WeightSpec[] {
  if (typeof found !== 'object' || found === null || Object.keys(found).length === 0) {
    return refuseResult(name, 'an object of weights', found)
  }
  return Object.entries(found).map(([weight, said]) => specOf(weight, said, name))
}

function specOf(weight: string, said: unknown, name: string): WeightSpec {
  const { shape, initial = 'glorot' } = (said ?? {}) as {
    readonly shape?: unknown
    readonly initial?: unknown
  }
  const isShape = Array.isArray(shape) && shape.every((side) => Number.isSafeInteger(side) && side > 0)
  if (!isShape) return refuseResult(name, `a shape of whole numbers for \`${weight}\``, shape)
  const initialise = typeof initial === 'string' ? initials[initial] : undefined
  if (!initialise) {
    return refuseResult(name, `${Object.keys(initials).join(', ')} as \`initial\` of \`${weight}\``, initial)
  }
  return { name: weight, shape: shape as readonly number[], initial: initialise(shape as readonly number[]) }
}

type Initial = (shape: readonly number[]) => (draws: Draws) => Float32Array

const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1)
/** Of an array of two axes and more, all but the last are inputs. */
const inputsOf = (shape: readonly number[]) => Math.max(1, sizeOf(shape.slice(0, -1)))

const initials: Readonly<Record<string, Initial>> = {
  zeros: (shape) => zeros(sizeOf(shape)),
  ones: (shape) => ones(sizeOf(shape)),
  he: (shape) => heNormal(inputsOf(shape), sizeOf(shape)),
  glorot: (shape) => glorotUniform(inputsOf(shape), sizeOf(shape) / inputsOf(shape)),
}

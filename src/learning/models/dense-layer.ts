import { matMul, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core'
import { multiplyAndAdd } from '../backend/dense-operation.ts'
import type { WeightSpec } from './architecture.ts'
import { glorotUniform, heNormal, zeros } from './initialisation.ts'

/** Activations whose half of inputs is (almost) silenced, for which He's initialisation was made. */
const rectifiers: ReadonlySet<string> = new Set(['relu', 'elu', 'gelu'])

/** The weights of a fully connected layer, `<name>.weight` [inputs, outputs] and `<name>.bias` [outputs]. */
export function denseWeights(
  name: string,
  inputs: number,
  outputs: number,
  options: { readonly bias: boolean; readonly activation: string },
): readonly WeightSpec[] {
  const initial = rectifiers.has(options.activation)
    ? heNormal(inputs, inputs * outputs)
    : glorotUniform(inputs, outputs)
  const weight: WeightSpec = { name: `${name}.weight`, shape: [inputs, outputs], initial }
  if (!options.bias) return [weight]
  return [weight, { name: `${name}.bias`, shape: [outputs], initial: zeros(outputs) }]
}

/** x · weight + bias. */
export function dense(x: Tensor2D, weight: Tensor2D, bias: Tensor2D | undefined): Tensor2D {
  // The bias has one axis; weights are handed around as one type.
  return bias ? multiplyAndAdd(x, weight, bias as unknown as Tensor1D) : matMul(x, weight)
}

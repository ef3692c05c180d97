import { activations } from './activations.ts'
import type { Architecture, WeightSpec } from './architecture.ts'
import { dense, denseWeights } from './dense-layer.ts'

/** A multi-layer perceptron: fully connected layers with an activation and dropout after each hidden one. */
export const mlp: Architecture = {
  tasks: ['classification', 'regression'],
  outputs: (task, classes) => (task === 'classification' ? classes : 1),

  weights(settings, sizes) {
    const activation = settings.text('activation')
    const weights: WeightSpec[] = []
    let inputs = sizes.inputs
    for (const [layer, units] of settings.numbers('hidden').entries()) {
      weights.push(...denseWeights(`hidden.${layer}`, inputs, units, { bias: true, activation }))
      inputs = units
    }
    weights.push(...denseWeights('output', inputs, sizes.outputs, { bias: true, activation: 'none' }))
    return weights
  },

  forward(x, weight, settings, mode) {
    const activate =
      activations[settings.text('activation')] ?? settings.refuse('activation', 'an activation')
    const rate = settings.number('dropout')
    let values = x
    for (const layer of settings.numbers('hidden').keys()) {
      values = activate(dense(values, weight(`hidden.${layer}.weight`), weight(`hidden.${layer}.bias`)))
      if (rate > 0) values = mode.dropout(values, rate, layer)
    }
    return dense(values, weight('output.weight'), weight('output.bias'))
  },
}

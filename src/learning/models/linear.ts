import type { Architecture } from './architecture.ts'
import { dense, denseWeights } from './dense-layer.ts'

/** One linear layer: linear regression, or multinomial logits for classes. */
export const linear: Architecture = {
  tasks: ['classification', 'regression'],
  outputs: (task, classes) => (task === 'classification' ? classes : 1),
  weights: (settings, { inputs, outputs }) =>
    denseWeights('output', inputs, outputs, { bias: settings.boolean('bias'), activation: 'none' }),
  forward: (x, weight, settings) =>
    dense(x, weight('output.weight'), settings.boolean('bias') ? weight('output.bias') : undefined),
}

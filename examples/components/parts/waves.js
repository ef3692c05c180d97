/** Which arrays are learned; `inputs` and `outputs` come from the data. */
export function weights({ inputs, outputs }, { units }) {
  return {
    'waves.weight': { shape: [inputs, units], initial: 'glorot' },
    'waves.bias': { shape: [units], initial: 'zeros' },
    'output.weight': { shape: [units, outputs], initial: 'glorot' },
    'output.bias': { shape: [outputs], initial: 'zeros' },
  }
}

/** sin(scale * (x W + b)) V + c, with the operations of tfjs. */
export function forward({ tf, x, weight }, { scale }) {
  const swing = tf.sin(tf.mul(tf.add(tf.matMul(x, weight('waves.weight')), weight('waves.bias')), scale))
  return tf.add(tf.matMul(swing, weight('output.weight')), weight('output.bias'))
}

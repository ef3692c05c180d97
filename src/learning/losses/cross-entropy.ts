import {
  add,
  cast,
  customGrad,
  div,
  exp,
  type GradSaveFunc,
  logSoftmax,
  mean,
  mul,
  neg,
  oneHot,
  reshape,
  type Scalar,
  sigmoid,
  softplus,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import type { Loss } from './loss.ts'

/**
 * Mean of -Σ t·log softmax(z) over rows, with its gradient (softmax(z) - t) / rows in closed form: one pass instead of
 * the chain of ten.
 */
function softmaxCrossEntropy(logits: Tensor2D, targets: Tensor2D): Scalar {
  const operation = customGrad((...given: (Tensor | GradSaveFunc)[]) => {
    const [z, t, save] = given as [Tensor2D, Tensor2D, GradSaveFunc]
    const logProbabilities = logSoftmax(z)
    save([logProbabilities, t])
    const value = neg(mean(sum(mul(logProbabilities, t), -1))) as Scalar
    const gradFunc = (upstream: Tensor, saved: Tensor[]) => {
      const [logs, wanted] = saved as [Tensor2D, Tensor2D]
      const gradient = mul(sub(exp(logs), wanted), div(upstream, logs.shape[0]))
      return [gradient, neg(mul(logs, div(upstream, logs.shape[0])))]
    }
    return { value, gradFunc }
  })
  return operation(logits, targets) as Scalar
}

/** Mean of softplus(z) - t·z: the same for two classes and one output, the logit of the second class. */
function sigmoidCrossEntropy(logits: Tensor2D, targets: Tensor2D): Scalar {
  const operation = customGrad((...given: (Tensor | GradSaveFunc)[]) => {
    const [z, t, save] = given as [Tensor2D, Tensor2D, GradSaveFunc]
    save([z, t])
    const value = mean(sub(softplus(z), mul(t, z))) as Scalar
    const gradFunc = (upstream: Tensor, saved: Tensor[]) => {
      const [raw, wanted] = saved as [Tensor2D, Tensor2D]
      const share = div(upstream, raw.shape[0])
      return [mul(sub(sigmoid(raw), wanted), share), neg(mul(raw, share))]
    }
    return { value, gradFunc }
  })
  return operation(logits, targets) as Scalar
}

/**
 * Negative log-likelihood of the true class in nats. Label smoothing (Szegedy et al., 2016, section 7) moves that share
 * of the target evenly onto all classes.
 */
export const crossEntropy: Loss = {
  task: 'classification',
  mean(outputs, target, settings) {
    const smoothing = settings.number('label_smoothing')
    const width = outputs.shape[1]
    const smooth = (t: Tensor2D, classes: number) =>
      smoothing > 0 ? add(mul(t, 1 - smoothing), smoothing / classes) : t
    if (width === 1) {
      const t = reshape(cast(target, 'float32'), [-1, 1]) as Tensor2D
      return sigmoidCrossEntropy(outputs, smooth(t, 2) as Tensor2D)
    }
    const t = cast(oneHot(cast(target, 'int32'), width), 'float32') as Tensor2D
    return softmaxCrossEntropy(outputs, smooth(t, width) as Tensor2D)
  },
}

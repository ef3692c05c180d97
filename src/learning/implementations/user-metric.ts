import type { ComponentValue, Value } from '../../ir/expression.ts'
import type { Type } from '../../ir/type.ts'
import type { ClassPredictions, Metric, NumberPredictions } from '../metrics/metric.ts'
import { givenValue } from './given-value.ts'
import { implementationOf } from './loaded.ts'
import { ownFunction } from './own-function.ts'
import { plainArguments } from './plain-arguments.ts'
import { runOwn } from './user-failure.ts'

/**
 * `export default function (predictions, settings)`: gives a number, or what the component's `output` says. The arrays
 * are copies, so that no metric can change what the next one sees.
 */
export function userMetric(exports: { readonly [name: string]: unknown }, component: ComponentValue): Metric {
  const { $component: name } = component
  const compute = ownFunction(exports, 'default', name)
  const gives = (implementationOf(component)?.gives ?? { type: 'float' }) as unknown as Type
  return {
    task: 'either',
    compute(predictions, settings): Value {
      const given = plainArguments(settings.all())
      const result = runOwn(name, 'it computed its value', () => compute(copyOf(predictions), given))
      return givenValue(result, gives, name)
    },
  }
}

function copyOf(of: ClassPredictions | NumberPredictions): object {
  if ('classes' in of) {
    const { rows, classes, probabilities, truth } = of
    return { rows, classes: [...classes], probabilities: probabilities.slice(), truth: truth.slice() }
  }
  return { rows: of.rows, predicted: of.predicted.slice(), truth: of.truth.slice() }
}

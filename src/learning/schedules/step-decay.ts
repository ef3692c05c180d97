import { integerPower } from '../optimizers/integer-power.ts'
import { inSteps, type Schedule } from './schedule.ts'

/** γ^⌊t / size⌋. */
export const stepDecay: Schedule = {
  factor(settings) {
    const size = settings.quantity('step_size')
    const gamma = settings.number('gamma')
    return ({ step, stepsPerEpoch }) => integerPower(gamma, Math.floor(step / inSteps(size, stepsPerEpoch)))
  },
}

import type { ComponentValue } from '../../ir/expression.ts'
import { argumentsOf, lookUp } from '../component.ts'
import { constant } from './constant.ts'
import { cosine } from './cosine.ts'
import type { Position, Schedule } from './schedule.ts'
import { stepDecay } from './step-decay.ts'
import { warmUp } from './warm-up.ts'

/** Every component of the standard library that is a `schedule`. */
export const schedules: Readonly<Record<string, Schedule>> = {
  constant,
  step_decay: stepDecay,
  cosine,
  warm_up: warmUp((settings) => scheduleOf(settings.component('after'))),
}

/** The factor that a schedule puts on the learning rate, by position. */
export function scheduleOf(component: ComponentValue): (position: Position) => number {
  return lookUp(schedules, 'schedule', component).factor(argumentsOf(component))
}

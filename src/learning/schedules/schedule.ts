import type { QuantityValue } from '../../ir/expression.ts'
import type { Arguments } from '../component.ts'

/** Where a training is: steps done before the one that asks, and how many there will be. */
export interface Position {
  readonly step: number
  readonly total: number
  readonly stepsPerEpoch: number
}

/** How the learning rate changes: a factor on the optimizer's rate for the step at a position. */
export interface Schedule {
  /** Reads the settings once. */
  factor(settings: Arguments): (position: Position) => number
}

/** A quantity of epochs or steps as whole steps, at least one. */
export function inSteps(quantity: QuantityValue, stepsPerEpoch: number): number {
  const steps = quantity.$quantity === 'epochs' ? quantity.amount * stepsPerEpoch : quantity.amount
  return Math.max(1, Math.round(steps))
}

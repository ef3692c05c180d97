import type { ComponentValue, QuantityValue } from '../../ir/expression.ts'
import { Arguments, isComponent, isLocalFile, isQuantity } from '../component.ts'
import type { Device } from '../engine/device.ts'
import type { LearningTask, TaskValue } from '../protocol.ts'
import { type Regulation, readRegulations } from './regulation/regulation.ts'

/** The fields of a `train`, read. Paths are local and absolute. */
export interface TrainSettings {
  /** An architecture, or the folder of a trained model to go on with. */
  readonly model: ComponentValue | string
  readonly data: string
  readonly validate?: string
  /** Absent: by the kind of target. */
  readonly loss?: ComponentValue
  readonly optimizer: ComponentValue
  readonly schedule: ComponentValue
  readonly epochs: number
  readonly batchSize: number
  readonly regulations: readonly Regulation[]
  readonly checkpoint: { readonly every: QuantityValue; readonly keep: number }
  readonly keep: 'best' | 'last'
  readonly initFrom?: string
  readonly device: Device
}

/** Saved states that are kept when the program does not say how many. */
const keptCheckpoints = 3

export function readTrainSettings({ node, config }: LearningTask): TrainSettings {
  const settings = new Arguments(node, config)
  const validate = optionalPath(settings, 'validate')
  const initFrom = optionalPath(settings, 'init_from')
  const loss = settings.value('loss')
  return {
    model: isComponent(settings.value('model')) ? settings.component('model') : path(settings, 'model'),
    data: path(settings, 'data'),
    ...(validate !== undefined && { validate }),
    ...(isComponent(loss) && { loss }),
    optimizer: settings.component('optimizer'),
    schedule: settings.component('schedule'),
    epochs: settings.number('epochs'),
    batchSize: settings.number('batch_size'),
    regulations: [
      ...readRegulations('regulate', settings.value('regulate'), true),
      ...readRegulations('monitor', settings.value('monitor'), false),
    ],
    checkpoint: checkpointOf(settings.value('checkpoint')),
    keep: settings.text('keep') === 'last' ? 'last' : 'best',
    ...(initFrom !== undefined && { initFrom }),
    device: settings.text('device') as Device,
  }
}

function checkpointOf(value: TaskValue): TrainSettings['checkpoint'] {
  const record = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  const { every, keep } = record as { readonly [key: string]: TaskValue }
  return {
    every: isQuantity(every) ? every : { $quantity: 'epochs', amount: 1 },
    keep: typeof keep === 'number' ? keep : keptCheckpoints,
  }
}

function path(settings: Arguments, field: string): string {
  const value = settings.value(field)
  return isLocalFile(value) ? value.$local : settings.refuse(field, 'something that a node made')
}

function optionalPath(settings: Arguments, field: string): string | undefined {
  return settings.value(field) === null ? undefined : path(settings, field)
}

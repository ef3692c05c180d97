import type { Limit } from './limit.ts'

/**
 * Within its bounds until `patience` epochs or steps have gone by since the value was last better than its best so far
 * by more than `min_delta`, an absolute amount.
 */
export const improves: Limit = {
  check({ value, epoch, step, better }, settings, memory) {
    const said = settings.text('direction')
    const direction = said === 'auto' ? better : said
    const least = settings.number('min_delta')
    const { best } = memory
    const gain =
      best === undefined ? Number.POSITIVE_INFINITY : direction === 'up' ? value - best : best - value
    if (gain > least) return { within: true, memory: { best: value, epoch, step } }
    // The place is forgotten when the training goes back: patience starts anew.
    const from = { epoch: memory.epoch ?? epoch, step: memory.step ?? step }
    const patience = settings.quantity('patience')
    const waited = patience.$quantity === 'epochs' ? epoch - from.epoch : step - from.step
    return { within: waited < patience.amount && !Number.isNaN(value), memory: { ...memory, ...from } }
  },
}

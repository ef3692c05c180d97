import type { Schedule } from './schedule.ts'

/** f + (1 - f)·(1 + cos(π·t/T)) / 2 from 1 at the start to f at the end (Loshchilov & Hutter, 2017, eq. 5, one cycle). */
export const cosine: Schedule = {
  factor(settings) {
    const floor = settings.number('min_factor')
    return ({ step, total }) => {
      const done = Math.min(1, step / Math.max(1, total))
      return floor + ((1 - floor) * (1 + Math.cos(Math.PI * done))) / 2
    }
  },
}

import type { Schedule } from './schedule.ts'

/** 1 throughout. */
export const constant: Schedule = { factor: () => () => 1 }

import { byTime } from './by-time.ts'
import { hash } from './hash.ts'
import { ratio } from './ratio.ts'
import type { SplitMethod } from './split.ts'
import { stratified } from './stratified.ts'

/** The splits by their names in the standard library. */
export const splits: Readonly<Record<string, SplitMethod>> = { hash, ratio, stratified, by_time: byTime }

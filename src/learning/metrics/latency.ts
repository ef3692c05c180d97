import type { Metric, Timing } from './metric.ts'

/** Calls before the clock runs: the first ones compile code. */
const warmUp = 20

/**
 * The quantile `p` of the time that a prediction of one row takes, in seconds, over `calls` calls with rows in turn.
 * Quantiles between two times are interpolated (definition 7 of Hyndman & Fan, 1996). A real time, so that two runs
 * give different bytes.
 */
export function latencyOf({ predictor, rows, features, clock }: Timing, p: number, calls: number): number {
  const width = features.length / rows
  const predictRow = (call: number) => {
    const row = call % rows
    predictor.predict(features.subarray(row * width, (row + 1) * width), 1)
  }
  for (let call = 0; call < warmUp; call++) predictRow(call)
  const times = new Float64Array(calls)
  for (let call = 0; call < calls; call++) {
    const start = clock()
    predictRow(call)
    times[call] = (clock() - start) / 1000
  }
  times.sort()
  const position = p * (calls - 1)
  const below = times[Math.floor(position)] ?? 0
  const above = times[Math.ceil(position)] ?? 0
  return below + (above - below) * (position - Math.floor(position))
}

/** `latency(p: 95%, calls: 200)`. */
export const latency: Metric = {
  task: 'any',
  compute: (timing, settings) => ({
    $quantity: 'duration',
    amount: latencyOf(timing, settings.number('p'), settings.number('calls')),
  }),
}

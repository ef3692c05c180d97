// Whole-process timings: what the scripts of bench/ share.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

const gnuTime = '/usr/bin/time'

/** Wall seconds and peak resident MB of one run of a command; MB is NaN where GNU time is not installed. */
export function timeOnce(command, args, options = {}) {
  const measured = existsSync(gnuTime)
  const started = performance.now()
  const result = measured
    ? spawnSync(gnuTime, ['-f', '__peak %M', command, ...args], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        ...options,
      })
    : spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options })
  const seconds = (performance.now() - started) / 1000
  if (result.error) throw result.error
  const peak = /__peak (\d+)/.exec(result.stderr ?? '')
  return {
    seconds,
    megabytes: peak ? Number(peak[1]) / 1024 : Number.NaN,
    status: result.status,
    stdout: result.stdout,
    stderr: result.stderr,
  }
}

/** The median of several runs after one that is not counted; `before` is called ahead of each. */
export function timeMedian(command, args, { runs = 7, before = () => {}, ...options } = {}) {
  const all = []
  for (let index = 0; index <= runs; index++) {
    before()
    const one = timeOnce(command, args, options)
    if (one.status !== 0 && !options.anyStatus)
      throw new Error(`${command} ${args.join(' ')} exited with ${one.status}\n${one.stderr}`)
    if (index > 0) all.push(one)
  }
  return {
    seconds: median(all.map((one) => one.seconds)),
    megabytes: median(all.map((one) => one.megabytes)),
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export const formatSeconds = (seconds) =>
  seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`

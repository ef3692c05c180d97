import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import type { Capacity } from './slots.ts'

/** What this machine has; devices are looked for only when a node asks for one. */
export function machineCapacity(environment: NodeJS.ProcessEnv, wantsDevices: boolean): Capacity {
  return {
    cpu: availableParallelism(),
    memory: Math.min(totalmem(), containerMemory()),
    devices: wantsDevices ? devicesOf(environment) : [],
  }
}

/** The memory limit of the container that this runs in, in bytes. */
function containerMemory(): number {
  for (const path of ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes']) {
    const limit = Number(readQuietly(path))
    if (Number.isFinite(limit) && limit > 0) return limit
  }
  return Number.POSITIVE_INFINITY
}

function readQuietly(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** The devices that this process may use: those that its environment names, else those that the driver lists. */
function devicesOf(environment: NodeJS.ProcessEnv): readonly string[] {
  for (const name of ['CUDA_VISIBLE_DEVICES', 'HIP_VISIBLE_DEVICES']) {
    const visible = environment[name]
    if (visible !== undefined) {
      const named = visible.split(',').map((device) => device.trim())
      return named.filter((device) => device !== '' && device !== '-1' && device !== 'NoDevFiles')
    }
  }
  const count =
    countLines('nvidia-smi', ['-L'], /^GPU \d+/) || countLines('rocm-smi', ['-i'], /^GPU\[\d+\].*Device/)
  return Array.from({ length: count }, (_, index) => String(index))
}

/** A tool that is not there lists no devices. */
function countLines(tool: string, words: readonly string[], pattern: RegExp): number {
  try {
    const text = execFileSync(tool, words, {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return text.split('\n').filter((line) => pattern.test(line)).length
  } catch {
    return 0
  }
}

/** What tells a process which devices are its own: for CUDA and for ROCm, which would otherwise each see all. */
export function deviceVariables(devices: readonly string[]): { readonly [name: string]: string } {
  if (devices.length === 0) return {}
  const list = devices.join(',')
  return { CUDA_VISIBLE_DEVICES: list, HIP_VISIBLE_DEVICES: list }
}

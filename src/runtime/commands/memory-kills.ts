import { readFileSync } from 'node:fs'

/** How often the kernel has killed for lack of memory, so far as this system tells. */
let memoryKills = countMemoryKills()

function countMemoryKills(): number {
  for (const path of ['/sys/fs/cgroup/memory.events', '/proc/vmstat']) {
    try {
      const count = /^oom_kill (\d+)$/m.exec(readFileSync(path, 'utf8'))?.[1]
      if (count !== undefined) return Number(count)
    } catch {
      // Another system, or an older kernel.
    }
  }
  return 0
}

/** Whether the kernel has killed a process for lack of memory since this was last asked. */
export function memoryRanOut(): boolean {
  const before = memoryKills
  memoryKills = countMemoryKills()
  return memoryKills > before
}

import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { formatQuantity } from '../../base/units.ts'
import type { Request } from '../plan/policy.ts'

/** What the machine has to give to nodes at one time. */
export interface Capacity {
  readonly cpu: number
  /** Bytes. */
  readonly memory: number
  /** The name of each device, as `CUDA_VISIBLE_DEVICES` takes it. */
  readonly devices: readonly string[]
}

/** What a node holds while it runs. */
export interface Grant {
  readonly request: Request
  readonly devices: readonly string[]
}

/** The resources that no running node holds. A node that asks for nothing takes nothing but a job. */
export class Slots {
  private jobs: number
  private cpu: number
  private memory: number
  private readonly devices: string[]

  constructor(jobs: number, capacity: Capacity) {
    this.jobs = jobs
    this.cpu = capacity.cpu
    this.memory = capacity.memory
    this.devices = [...capacity.devices]
  }

  get freeJobs(): number {
    return this.jobs
  }

  /** Takes what a node asks for, or nothing when a part of it is not there. */
  take(request: Request): Grant | undefined {
    const { cpu = 0, memory = 0, gpu = 0 } = request
    if (this.jobs < 1 || cpu > this.cpu || memory > this.memory || gpu > this.devices.length) return undefined
    this.jobs--
    this.cpu -= cpu
    this.memory -= memory
    return { request, devices: this.devices.splice(0, gpu) }
  }

  give({ request, devices }: Grant): void {
    this.jobs++
    this.cpu += request.cpu ?? 0
    this.memory += request.memory ?? 0
    // The lowest free device is always taken first, so that equal runs use equal devices.
    this.devices.push(...devices)
    this.devices.sort()
  }
}

/** A request that would wait for ever. */
export function misfits(node: string, request: Request, capacity: Capacity): readonly Diagnostic[] {
  const bytes = (amount: number) => formatQuantity({ dimension: 'bytes', amount: Math.floor(amount) })
  const problems: Diagnostic[] = []
  const note = (resource: string, asked: string, available: string) =>
    problems.push(diagnose(runProblems.neverFits, { node, resource, asked, available }))
  if ((request.cpu ?? 0) > capacity.cpu) note('processors', `${request.cpu}`, `${capacity.cpu}`)
  if ((request.memory ?? 0) > capacity.memory) {
    note('of memory', bytes(request.memory ?? 0), bytes(capacity.memory))
  }
  const devices = capacity.devices.length
  if ((request.gpu ?? 0) > devices)
    note('GPU devices', `${request.gpu}`, devices === 0 ? 'none' : `${devices}`)
  return problems
}

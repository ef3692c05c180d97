import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../../base/diagnostics/learning-problems.ts'
import type { StateArray } from '../../engine/engine.ts'
import { TaskFailure } from '../../failure.ts'
import type { Snapshot } from '../training-state.ts'
import { readCheckpoint, type SavedCheckpoint, writeCheckpoint } from './checkpoint-file.ts'

/** Checkpoints that have been taken; the snapshot leaves memory when it is on disk, but for the latest. */
interface Entry {
  readonly serial: number
  readonly kept: readonly number[]
  readonly epoch: number
  readonly step: number
  snapshot: Snapshot | undefined
  saved: boolean
}

/** A kept checkpoint as it is handed on when the training is over. */
export interface KeptCheckpoint {
  readonly epoch: number
  readonly step: number
  readonly weights: ReadonlyMap<string, StateArray>
}

/** Who is told what happens to files. */
export interface CheckpointReports {
  readonly saved: (epoch: number, step: number) => void
  readonly damage: (diagnostic: Diagnostic) => void
}

/** Unsaved checkpoints go to disk after this many milliseconds, or when they fill this many bytes of memory. */
const saveInterval = 1000
const memoryBound = 64 * 1024 * 1024

/**
 * The saved states of one training. Which states are *taken* depends on steps and epochs alone, so the result does not
 * depend on how fast the machine is; when they are *written* depends on the clock, so a training of a thousand epochs
 * a second does not wait for the disk a thousand times.
 *
 * On disk lie the kept ones and one more, so that a damaged newest one leaves the one before it complete.
 */
export class Checkpoints {
  private readonly folder: string
  private readonly keep: number
  private readonly clock: () => number
  private readonly reports: CheckpointReports
  private hasFailed = false
  private entries: Entry[] = []
  private nextSerial = 0
  private lastSave: number

  /** `keep`, at least 1, is how many are handed on at the end; `clock` is in milliseconds. */
  constructor(folder: string, keep: number, clock: () => number, reports: CheckpointReports) {
    this.folder = folder
    this.keep = keep
    this.clock = clock
    this.reports = reports
    this.lastSave = this.clock()
    mkdirSync(this.folder, { recursive: true })
  }

  /** Takes a state. It is on disk some time later. */
  take(snapshot: Snapshot): void {
    const serial = this.nextSerial++
    const { epoch, step } = snapshot.state
    const kept = [...this.entries.map((entry) => entry.serial), serial].slice(-this.keep)
    const latest = this.entries.at(-1)
    if (latest?.saved) latest.snapshot = undefined
    this.entries.push({ serial, kept, epoch, step, snapshot, saved: false })
    this.entries = this.entries.slice(-(this.keep + 1))
    const due = this.clock() - this.lastSave >= saveInterval || this.unsavedBytes() > memoryBound
    if (due) this.save()
  }

  /** The state taken last. */
  latest(): Snapshot | undefined {
    const entry = this.entries.at(-1)
    return entry && (entry.snapshot ?? this.reopened(entry))
  }

  /** Forgets the state taken last: it leads nowhere. */
  dropLatest(): void {
    this.entries.pop()
  }

  /** The kept states, oldest first. */
  kept(): readonly KeptCheckpoint[] {
    return this.entries.slice(-this.keep).map((entry) => {
      const { engine } = entry.snapshot ?? this.reopened(entry)
      return { epoch: entry.epoch, step: entry.step, weights: engine.weights }
    })
  }

  private reopened({ serial }: Entry): Snapshot {
    const file = this.path(serial)
    const saved = readCheckpoint(file)
    if (typeof saved !== 'string') return saved.snapshot
    throw new TaskFailure(diagnose(learningProblems.lostCheckpoint, { file, reason: saved }))
  }

  /**
   * Goes back to the newest state on disk that is sound, together with those kept beside it. Damaged files are reported
   * and removed.
   */
  resume(): Snapshot | undefined {
    const serials = this.serialsOnDisk()
    for (const serial of [...serials].reverse()) {
      const found = this.complete(serial)
      if (!found) continue
      for (const other of serials) {
        if (other > serial) rmSync(this.path(other), { force: true })
      }
      this.nextSerial = serial + 1
      return found
    }
    for (const serial of serials) rmSync(this.path(serial), { force: true })
    return undefined
  }

  private complete(serial: number): Snapshot | undefined {
    const newest = this.open(serial)
    if (!newest) return undefined
    const entries: Entry[] = []
    for (const other of newest.kept) {
      const saved = other === serial ? newest : this.open(other)
      if (!saved) return undefined
      const { epoch, step } = saved.snapshot.state
      const snapshot = other === serial ? saved.snapshot : undefined
      entries.push({ serial: other, kept: saved.kept, epoch, step, snapshot, saved: true })
    }
    this.entries = entries
    return newest.snapshot
  }

  private open(serial: number): SavedCheckpoint | undefined {
    const path = this.path(serial)
    const saved = readCheckpoint(path)
    if (typeof saved !== 'string') return saved
    if (existsSync(path)) {
      this.reports.damage(diagnose(learningProblems.damagedCheckpoint, { file: path, reason: saved }))
    }
    return undefined
  }

  private save(): void {
    this.lastSave = this.clock()
    for (const entry of this.entries) {
      if (entry.saved || !entry.snapshot) continue
      const { serial, kept, snapshot, epoch, step } = entry
      if (!this.written({ serial, kept, snapshot })) return
      entry.saved = true
      if (entry !== this.entries.at(-1)) entry.snapshot = undefined
      this.reports.saved(epoch, step)
    }
    const wanted = new Set(this.entries.map(({ serial }) => serial))
    for (const serial of this.serialsOnDisk()) {
      if (!wanted.has(serial)) rmSync(this.path(serial), { force: true })
    }
  }

  /** A full disk costs the chance to resume, not the training. */
  private written(checkpoint: SavedCheckpoint): boolean {
    const path = this.path(checkpoint.serial)
    try {
      writeCheckpoint(path, checkpoint)
      return true
    } catch (error) {
      rmSync(`${path}.tmp`, { force: true })
      const reason = (error as NodeJS.ErrnoException).code ?? String(error)
      if (!this.hasFailed)
        this.reports.damage(diagnose(learningProblems.checkpointNotWritten, { file: path, reason }))
      this.hasFailed = true
      return false
    }
  }

  private unsavedBytes(): number {
    let bytes = 0
    for (const { saved, snapshot } of this.entries) {
      if (saved || !snapshot) continue
      for (const arrays of [snapshot.engine.weights, snapshot.engine.slots]) {
        for (const { values } of arrays.values()) bytes += values.byteLength
      }
    }
    return bytes
  }

  private serialsOnDisk(): number[] {
    return readdirSync(this.folder)
      .map((name) => /^checkpoint-(\d+)\.safetensors$/.exec(name)?.[1])
      .filter((digits) => digits !== undefined)
      .map(Number)
      .sort((a, b) => a - b)
  }

  private path(serial: number): string {
    return join(this.folder, `checkpoint-${String(serial).padStart(9, '0')}.safetensors`)
  }
}

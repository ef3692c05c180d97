import { createHash } from 'node:crypto'
import { writeAtomically } from '../../files/atomic-write.ts'
import { readBytes } from '../../files/read-file.ts'
import { decodeSafetensors, encodeSafetensors, type NamedArray } from '../../files/safetensors.ts'
import type { Snapshot, TrainingState } from '../training-state.ts'

/** A checkpoint as it lies on disk, with its number in the order of taking and those that were kept beside it. */
export interface SavedCheckpoint {
  readonly serial: number
  /** Serials of the checkpoints that are kept at that moment, this one last. */
  readonly kept: readonly number[]
  readonly snapshot: Snapshot
}

const version = 1

interface Contents {
  readonly version: number
  readonly serial: number
  readonly kept: readonly number[]
  readonly updates: number
  readonly state: TrainingState
}

/** Writes a checkpoint, whole or not at all, with a hash that tells damage. */
export function writeCheckpoint(path: string, { serial, kept, snapshot }: SavedCheckpoint): void {
  const { engine, state, best } = snapshot
  const contents: Contents = { version, serial, kept, updates: engine.updates, state }
  const text = JSON.stringify(contents)
  const arrays = new Map<string, NamedArray>()
  for (const [name, array] of engine.weights) arrays.set(`weights/${name}`, array)
  for (const [name, array] of engine.slots) arrays.set(`slots/${name}`, array)
  for (const [name, array] of best ?? []) arrays.set(`best/${name}`, array)
  writeAtomically(path, encodeSafetensors(arrays, { contents: text, sha256: hashOf(text, arrays) }))
}

/** Reads a checkpoint, or says in a few words what is wrong with it. */
export function readCheckpoint(path: string): SavedCheckpoint | string {
  const bytes = readBytes(path)
  if (typeof bytes === 'string') return bytes
  const file = decodeSafetensors(bytes)
  if (typeof file === 'string') return file
  const { contents: text, sha256 } = file.metadata
  if (text === undefined || sha256 !== hashOf(text, file.arrays)) return 'its content does not match its hash'
  const contents = JSON.parse(text) as Contents
  if (contents.version !== version) return 'it is of another version'
  const take = (prefix: string) => {
    const found = [...file.arrays].filter(([name]) => name.startsWith(prefix))
    return new Map(found.map(([name, array]) => [name.slice(prefix.length), array]))
  }
  const engine = { updates: contents.updates, weights: take('weights/'), slots: take('slots/') }
  const best = take('best/')
  const snapshot = { state: contents.state, engine, ...(best.size > 0 && { best }) }
  return { serial: contents.serial, kept: contents.kept, snapshot }
}

function hashOf(text: string, arrays: ReadonlyMap<string, NamedArray>): string {
  const hash = createHash('sha256').update(text)
  for (const name of [...arrays.keys()].sort()) {
    const array = arrays.get(name)
    if (!array) continue
    hash.update(`\n${name} ${array.shape.join(' ')}\n`)
    hash.update(new Uint8Array(array.values.buffer, array.values.byteOffset, array.values.byteLength))
  }
  return hash.digest('hex')
}

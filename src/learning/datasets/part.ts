import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { datasetProblems } from '../../base/diagnostics/dataset-problems.ts'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import { reasonOf, unreadable } from '../../tables/unreadable.ts'
import type { Preprocessing } from './preprocessing.ts'

/** What a part's target asks of a model. */
type LearningKind = 'classification' | 'regression'

/** Class `values[row]` is an index into `names`, which every part of a dataset shares. */
interface ClassTarget {
  readonly kind: 'classes'
  readonly name: string
  readonly values: Int32Array
  readonly names: readonly string[]
}

interface NumberTarget {
  readonly kind: 'numbers'
  readonly name: string
  readonly values: Float32Array
}

export type Target = ClassTarget | NumberTarget

/** One part of a dataset, in memory: what training and evaluation read. */
export interface Part {
  /** `all`, `train`, `val` or `test`. */
  readonly name: string
  readonly rows: number
  /** One name a column of `features`. */
  readonly featureNames: readonly string[]
  /** Row-major, [rows x featureNames.length], finite. */
  readonly features: Float32Array
  /** Absent in a dataset without a target. */
  readonly target: Target | undefined
  readonly task: LearningKind | undefined
  /** The row of the source, from 0, that each row came from. */
  readonly sourceRows: Float64Array
  /** How a raw row becomes a row of features: what serving needs to repeat. */
  readonly preprocessing: Preprocessing
}

/** Every part begins with these eight bytes, so that another file is told apart at once. */
const magic = 'PIPEPART'

/** The JSON between the magic and the arrays; little-endian arrays follow, each at a multiple of eight. */
interface Header {
  readonly version: 1
  readonly name: string
  readonly rows: number
  readonly features: readonly string[]
  readonly target?: { readonly name: string; readonly classes?: readonly string[] }
  readonly preprocessing: Preprocessing
}

/** The one binary form of a part: equal parts, equal bytes. Given in pieces, to be written one after the other. */
export function encodePart(part: Part): Uint8Array[] {
  const target = part.target
  const header: Header = {
    version: 1,
    name: part.name,
    rows: part.rows,
    features: part.featureNames,
    ...(target && {
      target: { name: target.name, ...(target.kind === 'classes' && { classes: target.names }) },
    }),
    preprocessing: part.preprocessing,
  }
  const text = Buffer.from(JSON.stringify(header))
  const start = Buffer.alloc(16)
  start.write(magic, 'latin1')
  start.writeUInt32LE(text.length, 8)
  const arrays = [part.sourceRows, part.features, ...(target ? [target.values] : [])]
  const pieces: Uint8Array[] = [start, text, padding(text.length)]
  for (const array of arrays) {
    pieces.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), padding(array.byteLength))
  }
  return pieces
}

/** Reads a part that a dataset task wrote; refuses any other file, and one that was cut off. */
export function openPart(path: string): Result<Part> {
  let bytes: ArrayBuffer
  try {
    bytes = readWhole(path)
  } catch (error) {
    return failed(unreadable(path, reasonOf(error)))
  }
  const found = readHeader(bytes)
  if (!found) return failed(diagnose(datasetProblems.notAPart, { path }))
  const { header, end } = found
  const { name, rows, features: featureNames, preprocessing } = header
  const cells = rows * featureNames.length
  const featuresAt = aligned(end + rows * 8)
  const targetAt = aligned(featuresAt + cells * 4)
  const size = header.target ? aligned(targetAt + rows * 4) : targetAt
  if (bytes.byteLength !== size) return failed(diagnose(datasetProblems.notAPart, { path }))
  const target = header.target && readTarget(header.target, bytes, targetAt, rows)
  return ok({
    name,
    rows,
    featureNames,
    features: new Float32Array(bytes, featuresAt, cells),
    target,
    task: target && (target.kind === 'classes' ? 'classification' : 'regression'),
    sourceRows: new Float64Array(bytes, end, rows),
    preprocessing,
  })
}

/** The header, and where the arrays begin. */
function readHeader(bytes: ArrayBuffer): { readonly header: Header; readonly end: number } | undefined {
  if (bytes.byteLength < 16 || Buffer.from(bytes, 0, 8).toString('latin1') !== magic) return undefined
  const length = new DataView(bytes).getUint32(8, true)
  if (16 + length > bytes.byteLength) return undefined
  try {
    const header = JSON.parse(Buffer.from(bytes, 16, length).toString('utf8')) as Header
    return header.version === 1 ? { header, end: aligned(16 + length) } : undefined
  } catch {
    return undefined
  }
}

function readTarget(
  { name, classes }: NonNullable<Header['target']>,
  bytes: ArrayBuffer,
  offset: number,
  rows: number,
): Target {
  return classes
    ? { kind: 'classes', name, names: classes, values: new Int32Array(bytes, offset, rows) }
    : { kind: 'numbers', name, values: new Float32Array(bytes, offset, rows) }
}

/** The bytes of a file, in reads of at most 1 GiB: `readFileSync` refuses files of more than two. */
function readWhole(path: string): ArrayBuffer {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(fstatSync(file).size)
    let done = 0
    while (done < bytes.length) {
      const read = readSync(file, bytes, done, Math.min(bytes.length - done, 2 ** 30), done)
      if (read === 0) break
      done += read
    }
    return bytes.buffer
  } finally {
    closeSync(file)
  }
}

function aligned(offset: number): number {
  return Math.ceil(offset / 8) * 8
}

function padding(length: number): Uint8Array {
  return new Uint8Array(aligned(length) - length)
}

import { canonicalJson } from '../../base/canonical-json.ts'

/** A named array of 32-bit floats. */
export interface NamedArray {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface ArrayFile {
  readonly arrays: ReadonlyMap<string, NamedArray>
  readonly metadata: { readonly [key: string]: string }
}

interface Entry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

/**
 * Arrays in the safetensors format (version 0.4: an 8-byte little-endian length, a JSON header padded with spaces to
 * a multiple of 8, the data), readable from Python by the library of that name. Arrays lie in order of name, so equal
 * arrays give equal bytes.
 */
export function encodeSafetensors(
  arrays: ReadonlyMap<string, NamedArray>,
  metadata: { readonly [key: string]: string } = {},
): Uint8Array[] {
  const names = [...arrays.keys()].sort()
  const header: { [name: string]: Entry | { readonly [key: string]: string } } = {}
  if (Object.keys(metadata).length > 0) header.__metadata__ = metadata
  const pieces: Uint8Array[] = []
  let offset = 0
  for (const name of names) {
    const array = arrays.get(name)
    if (!array) continue
    const end = offset + array.values.byteLength
    header[name] = { dtype: 'F32', shape: array.shape, data_offsets: [offset, end] }
    pieces.push(new Uint8Array(array.values.buffer, array.values.byteOffset, array.values.byteLength))
    offset = end
  }
  const text = Buffer.from(canonicalJson(header as never))
  const padded = Buffer.alloc(Math.ceil(text.length / 8) * 8, 0x20)
  text.copy(padded)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(padded.length))
  return [length, padded, ...pieces]
}

/** Reads what `encodeSafetensors` wrote, or says in a few words what is wrong with it. */
export function decodeSafetensors(bytes: Uint8Array): ArrayFile | string {
  if (bytes.length < 8) return 'it is cut off'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = Number(view.getBigUint64(0, true))
  const start = 8 + headerLength
  if (start > bytes.length) return 'it is cut off'
  const header = parseHeader(Buffer.from(bytes.buffer, bytes.byteOffset + 8, headerLength).toString('utf8'))
  if (!header) return 'its header is no JSON object'
  const arrays = new Map<string, NamedArray>()
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const array = readArray(bytes, start, entry as Entry)
    if (typeof array === 'string') return `${name}: ${array}`
    arrays.set(name, array)
  }
  return { arrays, metadata: (header.__metadata__ as ArrayFile['metadata'] | undefined) ?? {} }
}

function parseHeader(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    const header: unknown = JSON.parse(text)
    return typeof header === 'object' && header !== null ? (header as { [name: string]: unknown }) : undefined
  } catch {
    return undefined
  }
}

function readArray(bytes: Uint8Array, start: number, entry: Entry): NamedArray | string {
  if (entry?.dtype !== 'F32' || !Array.isArray(entry.shape) || !Array.isArray(entry.data_offsets)) {
    return 'not an array of 32-bit floats'
  }
  const [from, to] = entry.data_offsets
  const size = entry.shape.reduce((product, side) => product * side, 1)
  if (to - from !== size * 4 || from < 0 || start + to > bytes.length) return 'it is cut off'
  // A copy, so that it is aligned.
  const copy = bytes.slice(start + from, start + to)
  return { shape: entry.shape, values: new Float32Array(copy.buffer, copy.byteOffset, size) }
}

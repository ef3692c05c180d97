import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from './canonical-json.ts'

/** SHA-256 in lower-case hex: 64 characters. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** SHA-256 of the canonical JSON of a value: equal values, equal hash, whatever their key order. */
export function hashJson(value: Json): string {
  return sha256(canonicalJson(value))
}

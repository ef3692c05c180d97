import { readFileSync } from 'node:fs'

/** The bytes of a file, or in a few words why they can't be had. */
export function readBytes(path: string): Uint8Array | string {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return 'it is not there'
    return code ? `reading it gave ${code}` : 'it could not be read'
  }
}

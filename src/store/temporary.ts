import { join } from 'node:path'
import type { Layout } from './layout.ts'
import { identityText, thisProcess } from './process-identity.ts'

let made = 0

/**
 * A path in `.pipe/temporary` that no one else uses, for a copy that is moved where it belongs once it is whole. Its
 * name says which process makes it, so that what a killed one left is known for garbage.
 */
export function temporaryPath(layout: Layout): string {
  made++
  return join(layout.temporary, `${identityText(thisProcess())}-${made}`)
}

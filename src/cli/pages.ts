import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Beside the bundle where it was installed, in `docs/` where the sources run. */
const folder =
  [join(import.meta.dirname, 'docs'), join(import.meta.dirname, '../../docs')].find(existsSync) ?? ''

/** The page of a code, when there is one. */
export function problemPage(code: string): string | undefined {
  const path = join(folder, 'problems', `${code}.md`)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** Every code that has a page. */
export function pageCodes(): readonly string[] {
  return readdirSync(join(folder, 'problems')).flatMap((name) => /^(PIPE\d+)\.md$/.exec(name)?.[1] ?? [])
}

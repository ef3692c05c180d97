import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Programs without errors, by path: cases of the parser, examples, the standard library. */
export const programs: readonly { readonly path: string; readonly text: string }[] = [
  ...['flowers', 'signatures', 'strings', 'operators', 'comments', 'layout'].map(
    (name) => `test/parser/cases/${name}.pipe`,
  ),
  ...pipeFiles('examples'),
  ...pipeFiles('stdlib'),
].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

function pipeFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.pipe') && !path.includes('.pipe/'))
    .map((path) => `${folder}/${path}`)
    .sort()
}

import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { eventsOf, type Finished, pipe } from '../cli/pipe.ts'

export const head = 'pipeline p { edition: "2026" }\n'

/** A step that writes a line to a file of its own name. */
export function writes(name: string, more = ''): string {
  return `step ${name} { run: "echo ${name} > \${outputs.o}", outputs: { o: file("${name}.txt") }${more} }\n`
}

/** A run with its events; whatever went wrong, no stack trace and no talk of a defect reaches the user. */
export function run(place: string, ...args: readonly string[]) {
  const finished = pipe(place, ['run', '--reporter', 'json', ...args])
  expectNoTrace(finished)
  return { ...finished, ...told(finished) }
}

/** What the events of a run say. */
export function told(finished: Finished) {
  const events = finished.stdout.trim() === '' ? [] : eventsOf(finished)
  const of = (type: string) => events.filter((event) => event.type === type)
  const nodes = (type: string) =>
    of(type)
      .map(({ node }) => node)
      .sort()
  return {
    of,
    succeeded: nodes('node-succeeded'),
    cached: nodes('node-cached'),
    skipped: nodes('node-skipped'),
    /** The codes of a failed node, and all of its words. */
    failure(node: string) {
      const event = of('node-failed').find((one) => one.node === node)
      const diagnostics = (event?.diagnostics ?? []) as readonly { code: string; location?: object }[]
      return { codes: diagnostics.map(({ code }) => code), text: JSON.stringify(diagnostics), diagnostics }
    },
  }
}

export function expectNoTrace({ stderr }: Finished): void {
  expect(stderr).not.toMatch(/^\s+at |node:internal|PIPE8099/m)
}

/** The lines of a file that steps append to, each time that they run. */
export function linesOf(place: string, name: string): number {
  return readFileSync(join(place, name), 'utf8').split('\n').length - 1
}

/** The stored files of a project, writable, for a test to damage. */
export function storedFiles(place: string): readonly string[] {
  const folder = join(place, '.pipe/objects')
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const path of paths) chmodSync(path, 0o644)
  return paths
}

/** Changes one byte, and nothing of the file's size. */
export function flipByte(path: string): void {
  const bytes = readFileSync(path)
  bytes[0] = (bytes[0] ?? 0) ^ 0xff
  writeFileSync(path, bytes)
}

/** The living processes whose command line holds a text. */
export function processesWith(text: string): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' }).split('\n')
  return all.filter((line) => line.includes(text) && !/^\s*\d+ Z/.test(line) && !line.includes('ps -eo'))
}

/** A number of seconds to sleep that no other process sleeps: by it a test finds its own. */
export function mark(): string {
  return String(70_000_000 + Math.floor(Math.random() * 1e7))
}

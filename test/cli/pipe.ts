import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

export const root = join(import.meta.dirname, '../..')
const bundle = join(root, 'dist/pipe.js')

export interface Finished {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder with files, gone when the test is over; `/tmp` has no project above it, so it is its own root. */
export function folder(files: { readonly [name: string]: string } = {}): string {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'pipe-cli-')))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true })
    writeFileSync(join(place, name), content)
  }
  return place
}

function environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { CI: _, FORCE_COLOR: __, ...rest } = process.env
  return { ...rest, NO_COLOR: '1', ...extra }
}

/** Runs the built command to its end. */
export function pipe(
  cwd: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly input?: string } = {},
): Finished {
  const { env = {}, input } = options
  const result = spawnSync(process.execPath, [bundle, ...args], {
    cwd,
    env: environment(env),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(input !== undefined && { input }),
  })
  return { status: result.status, stdout: result.stdout, stderr: result.stderr }
}

/** Starts the built command; `output()` is what it has said so far, `until` waits for it to say something. */
export function start(cwd: string, args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, [bundle, ...args], { cwd, env: environment({}) })
  let text = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      for (const listener of listeners) listener()
    })
  }
  const finished = new Promise<number | null>((resolve) => child.on('close', resolve))
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return {
    child,
    finished,
    output: () => text,
    until: (wanted: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (!wanted.test(text)) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        child.on('close', () => reject(new Error(`ended before ${wanted}:\n${text}`)))
        look()
      }),
  }
}

/** The events of a run with the json reporter. */
export function eventsOf({
  stdout,
}: Finished): readonly { type: string; node?: string; [key: string]: unknown }[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

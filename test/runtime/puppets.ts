import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Node } from '../../src/ir/program.ts'
import type { RunEvent } from '../../src/runtime/event.ts'
import { step } from './workshop.ts'

/**
 * Steps whose commands say that they are up and then wait until the test lets them end: what runs beside what is up to
 * the test, and no test sleeps.
 */
export class Puppets {
  private readonly folder: string
  private readonly seen: RunEvent[] = []
  private readonly listeners = new Set<() => void>()

  constructor(root: string) {
    this.folder = join(root, 'puppets')
    mkdirSync(this.folder)
  }

  step(id: string, parts: Parameters<typeof step>[2] = {}): Node {
    const pipe = join(this.folder, id)
    execFileSync('mkfifo', [pipe])
    return step(id, `echo up; read code < ${pipe}; exit $code`, parts)
  }

  /** Hand this to the run. */
  readonly listen = (event: RunEvent): void => {
    this.seen.push(event)
    for (const listener of this.listeners) listener()
  }

  /** Resolves when an event has come for which the test is true. */
  until(test: (event: RunEvent) => boolean): Promise<RunEvent> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.seen.find(test)
        if (!found) return
        this.listeners.delete(look)
        resolve(found)
      }
      this.listeners.add(look)
      look()
    })
  }

  /** Resolves when the command of the attempt runs. */
  async up(id: string, attempt = 1): Promise<void> {
    await this.until(() => this.lines(id).length >= attempt)
  }

  /** Which commands have begun so far, in order. */
  get begun(): readonly string[] {
    return this.seen.flatMap((event) => (event.type === 'node-started' ? [event.node] : []))
  }

  /** Lets a command end. */
  async exit(id: string, code = 0): Promise<void> {
    await writeFile(join(this.folder, id), `${code}\n`)
  }

  private lines(id: string): readonly RunEvent[] {
    return this.seen.filter((event) => event.type === 'node-log' && event.node === id && event.line === 'up')
  }
}

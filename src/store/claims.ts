import { existsSync, linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { exclusively } from './exclusive.ts'
import { explain, systemCode } from './failure.ts'
import { inFolderOf, type Layout } from './layout.ts'
import { identityText, isAlive, parseIdentity, thisProcess } from './process-identity.ts'
import type { OpenDatabase } from './sqlite.ts'
import { temporaryPath } from './temporary.ts'

/** Milliseconds between two looks at a claim that another process holds. */
const interval = 60

/**
 * The right to compute a key, held by one process at a time. A claim is a further name of a file in which its holder
 * has written who it is: it appears whole or not at all, and costs no file of its own. A dead holder's is taken over,
 * which only one process does at a time.
 */
export class Claims {
  private readonly layout: Layout
  private readonly open: OpenDatabase
  /** Claims that this process has or waits for, each with the promise of its release. */
  private readonly mine = new Map<string, Promise<void>>()
  /** The claims that it has. */
  private readonly held = new Set<string>()
  /** The file that says who this process is. */
  private name: string | undefined

  constructor(layout: Layout, open: OpenDatabase) {
    this.layout = layout
    this.open = open
  }

  async claim(key: string, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted()
    for (let held = this.mine.get(key); held; held = this.mine.get(key)) await orAborted(held, signal)
    let release = (): void => undefined
    this.mine.set(
      key,
      new Promise((done) => {
        release = done
      }),
    )
    const letGo = (): void => {
      this.mine.delete(key)
      release()
    }
    try {
      await this.acquire(this.path(key), signal)
    } catch (error) {
      letGo()
      throw signal?.aborted ? error : explain(error, 'claiming', this.path(key))
    }
    const path = this.path(key)
    this.held.add(path)
    return () => {
      if (!this.held.delete(path)) return
      letGo()
      drop(path)
    }
  }

  /** Lets go of what this process still holds. */
  close(): void {
    for (const path of this.held) drop(path)
    this.held.clear()
    if (this.name !== undefined) drop(this.name)
  }

  /** Whether a living process holds the right to a key. */
  isHeld(key: string): boolean {
    return isLiving(this.path(key))
  }

  /** Removes the claim of a dead process. */
  dropDead(key: string): void {
    const path = this.path(key)
    if (isLiving(path)) return
    exclusively(this.layout, this.open, () => {
      if (!isLiving(path)) rmSync(path, { force: true })
    })
  }

  private path(key: string): string {
    return join(this.layout.claims, key)
  }

  private async acquire(path: string, signal: AbortSignal | undefined): Promise<void> {
    while (!this.tryCreate(path)) {
      if (isLiving(path)) await delay(interval, undefined, signal && { signal })
      else if (this.takeOver(path)) return
    }
  }

  private tryCreate(path: string): boolean {
    try {
      inFolderOf(path, () => linkSync(this.nameFile(), path))
      return true
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false
      throw error
    }
  }

  private nameFile(): string {
    if (this.name !== undefined && existsSync(this.name)) return this.name
    const path = temporaryPath(this.layout)
    inFolderOf(path, () => writeFileSync(path, identityText(thisProcess())))
    this.name = path
    return path
  }

  private takeOver(path: string): boolean {
    return exclusively(this.layout, this.open, () => {
      if (isLiving(path)) return false
      rmSync(path, { force: true })
      return this.tryCreate(path)
    })
  }
}

/** A claim that names no one was damaged: no living process made it. */
function isLiving(path: string): boolean {
  try {
    const holder = parseIdentity(readFileSync(path, 'utf8'))
    return holder !== undefined && isAlive(holder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}

function drop(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw explain(error, 'removing', path)
  }
}

async function orAborted(held: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return held
  signal.throwIfAborted()
  let stop = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    await Promise.race([held, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

import { existsSync, type FSWatcher, watch } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isGlob, parseGlob } from '../base/glob.ts'
import { walk } from '../ir/graph.ts'
import type { Node, Program } from '../ir/program.ts'
import { literalWords } from '../runtime/files/command-words.ts'
import { fromRoot } from '../runtime/files/project-files.ts'

/** Changes that come together, such as an editor's save by rename, are one change. */
const quiet = 150

/**
 * The files that a program reads as such: absolute paths, or globs. Those that a command names as words count as soon
 * as they exist; what its nodes make does not.
 */
export function filesRead(program: Program, root: string): readonly string[] {
  const patterns = new Set<string>()
  for (const node of program.nodes) {
    for (const field of Object.values(node.config)) {
      walk(field, (inner) => {
        if (inner.op === 'value') collectFiles(inner.value, patterns)
      })
    }
    for (const path of namedByCommand(node)) if (existsSync(resolve(root, path))) patterns.add(path)
  }
  return [...patterns].map((pattern) => resolve(root, pattern))
}

function namedByCommand(node: Node): readonly string[] {
  const words: string[] = []
  const { run } = node.config
  if (node.kind === 'step' && run) {
    walk(run, (inner) => {
      if (inner.op === 'value' && typeof inner.value === 'string') words.push(...literalWords(inner.value))
    })
  }
  return words.map((word) => fromRoot(node.folder, word))
}

function collectFiles(value: unknown, patterns: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  if ('$file' in value && typeof value.$file === 'string') patterns.add(value.$file)
  for (const member of Object.values(value)) collectFiles(member, patterns)
}

/** Resolves with the path of the first watched file that changes; folders are watched, so replaced files count. */
export function nextChange(patterns: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  const folders = new Map<string, boolean>()
  for (const { folder, deep } of patterns.map(placeOf))
    folders.set(folder, deep || folders.get(folder) === true)
  return new Promise((settle) => {
    const watchers: FSWatcher[] = []
    let timer: NodeJS.Timeout | undefined
    const finish = (path: string | undefined) => {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
      settle(path)
    }
    signal.addEventListener('abort', () => finish(undefined), { once: true })
    for (const [folder, recursive] of folders) {
      const watcher = watch(folder, { recursive }, (_, name) => {
        const path = name === null ? folder : join(folder, name)
        if (name !== null && !patterns.some((pattern) => matches(path, pattern))) return
        clearTimeout(timer)
        timer = setTimeout(finish, quiet, path)
      })
      watcher.on('error', () => watcher.close())
      watchers.push(watcher)
    }
  })
}

/** Where a pattern's files can lie: one folder, and those below it where the pattern goes deep. */
function placeOf(pattern: string): { readonly folder: string; readonly deep: boolean } {
  if (!isGlob(pattern)) return { folder: dirname(pattern), deep: false }
  const { base, deep } = parseGlob(pattern)
  return { folder: base || '/', deep }
}

function matches(path: string, pattern: string): boolean {
  return path === pattern || (isGlob(pattern) && parseGlob(pattern).matches(path))
}

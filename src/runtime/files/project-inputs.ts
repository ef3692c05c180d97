import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { isGlob } from '../../base/glob.ts'
import { StoreFailure } from '../../store/failure.ts'
import type { Store } from '../../store/store.ts'
import type { KnownOutputs } from '../plan/known-outputs.ts'
import type { DeclaredOutput, OutputPaths } from './output-paths.ts'
import { findFiles, namesIn, onDisk, reasonOf, statusOf } from './project-files.ts'

/** A project file by its path from the root, and the hash of its content. */
export interface HashedFile {
  readonly path: string
  readonly hash: string
}

/** What a path or glob stands for right now. */
export type Resolved =
  | { readonly state: 'known'; readonly files: readonly HashedFile[] }
  /** A node that has not been done yet writes it. */
  | { readonly state: 'unknown'; readonly node: string }
  | { readonly state: 'failed'; readonly diagnostics: readonly Diagnostic[]; readonly missing: boolean }

/** Files of the project as nodes see them: those that a node writes have the content that it made. */
export class ProjectInputs {
  readonly root: string
  private readonly store: Store
  private readonly writers: OutputPaths
  private readonly outputs: KnownOutputs
  private readonly ranks: ReadonlyMap<string, number>
  /** Files that a node reads while a node that does not come before it writes them. */
  readonly warnings = new Map<string, Diagnostic>()
  private rootNames: ReadonlySet<string> | undefined
  private inRun = false
  private readonly plain = new Map<string, boolean>()
  private readonly found = new Map<string, ReturnType<typeof findFiles>>()

  constructor(world: {
    readonly root: string
    readonly store: Store
    readonly writers: OutputPaths
    readonly outputs: KnownOutputs
    /** The place of each node of the run in its order. */
    readonly ranks: ReadonlyMap<string, number>
  }) {
    this.root = world.root
    this.store = world.store
    this.writers = world.writers
    this.outputs = world.outputs
    this.ranks = world.ranks
  }

  /** Looks at the disk anew from here on; within a plan each path is looked at once. */
  refresh(): void {
    this.inRun = true
    this.plain.clear()
    this.found.clear()
  }

  /** The files of a path or glob that `node` reads. */
  async resolve(node: string, path: string): Promise<Resolved> {
    const writer = this.writers.writerOf(path)
    if (writer && this.mustWait(node, writer, path)) return { state: 'unknown', node: writer.node }
    const found = this.find(path)
    if (found.is === 'unreadable') {
      return this.problem(runProblems.inputUnreadable, { node, path, reason: found.reason }, false)
    }
    if (found.is === 'missing' && this.writers.contentOf(path, this.outputs) === undefined) {
      return isGlob(path)
        ? this.problem(runProblems.noMatch, { node, pattern: path }, true)
        : this.problem(runProblems.inputMissing, { node, path }, true)
    }
    const paths = found.is === 'files' ? found.paths : [path]
    return this.hashed(node, paths)
  }

  /** The hash of one file as it is now; nothing when it can't be read any more. */
  async hashOf(path: string): Promise<string | undefined> {
    const resolved = await this.hashed('', [path])
    return resolved.state === 'known' ? resolved.files[0]?.hash : undefined
  }

  /** Whether a path is a file of the project, no folder, or will be once its node has written it. */
  isPlainFile(path: string): boolean {
    const known = this.plain.get(path)
    if (known !== undefined) return known
    const status = this.mayExist(path) ? statusOf(onDisk(this.root, path)) : undefined
    const plain = status ? status.isFile() : this.writers.writerOf(path) !== undefined
    this.plain.set(path, plain)
    return plain
  }

  /** While a plan looks at thousands of words, most of which are no files, one look at the project's root is enough. */
  private mayExist(path: string): boolean {
    if (this.inRun) return true
    this.rootNames ??= new Set(namesIn(this.root))
    const end = path.indexOf('/')
    return this.rootNames.has(end < 0 ? path : path.slice(0, end))
  }

  /** A node waits for those before it in the order whose outputs it reads, also when it does not say so. */
  private mustWait(node: string, writer: DeclaredOutput, path: string): boolean {
    const rank = this.ranks.get(writer.node)
    if (writer.node === node || rank === undefined || this.outputs.of(writer.node) !== undefined) return false
    if (rank < (this.ranks.get(node) ?? 0)) return true
    this.warnings.set(
      `${node}:${path}`,
      diagnose(runProblems.undeclaredOrder, { node, path, writer: writer.node }),
    )
    return false
  }

  private find(path: string): ReturnType<typeof findFiles> {
    const known = this.found.get(path)
    if (known) return known
    const found = findFiles(this.root, path)
    this.found.set(path, found)
    return found
  }

  private async hashed(node: string, paths: readonly string[]): Promise<Resolved> {
    const files: HashedFile[] = []
    for (const path of paths) {
      const made = this.writers.contentOf(path, this.outputs)
      try {
        if (made && made.rest === '') files.push({ path, hash: made.hash })
        else files.push({ path, hash: await this.store.fileHash(this.placeOf(path, made)) })
      } catch (error) {
        if (error instanceof StoreFailure)
          return { state: 'failed', diagnostics: [error.diagnostic], missing: false }
        return this.problem(runProblems.inputUnreadable, { node, path, reason: reasonOf(error) }, false)
      }
    }
    return { state: 'known', files }
  }

  /** What lies inside of a folder that a node made is looked at in the store: it may not be placed yet. */
  private placeOf(path: string, made: ReturnType<OutputPaths['contentOf']>): string {
    return made ? join(this.store.objectPath(made.hash), made.rest) : onDisk(this.root, path)
  }

  private problem<P>(kind: Parameters<typeof diagnose<P>>[0], parameters: P, missing: boolean): Resolved {
    return { state: 'failed', diagnostics: [diagnose(kind, parameters)], missing }
  }
}

import type { Json } from '../base/canonical-json.ts'
import { Claims } from './claims.ts'
import type { Report } from './damage.ts'
import { Database } from './database.ts'
import { FileHashes } from './file-hashes.ts'
import type { Layout } from './layout.ts'
import { objectPath } from './object-files.ts'
import { Objects } from './objects.ts'
import { Processes } from './orphans.ts'
import { Placement } from './placement.ts'
import { Results } from './results.ts'
import { Runs } from './runs.ts'
import type { OpenDatabase } from './sqlite.ts'
import type { Placed, ProcessRecord, RunNodeRecord, RunRecord, Store, StoredObject } from './store.ts'
import type { StoreReport } from './store-report.ts'
import { verifyStore } from './verify.ts'
import { Workspace } from './workspace.ts'

/** The store in the folder `.pipe` of a project: each method is handed to the part that knows how. */
export class LocalStore implements Store {
  readonly folder: string
  private readonly layout: Layout
  private readonly database: Database
  private readonly objects: Objects
  private readonly stored: Results
  private readonly hashes: FileHashes
  private readonly placement: Placement
  private readonly claims: Claims
  private readonly workspace: Workspace
  private readonly history: Runs
  private readonly processes: Processes
  private readonly atExit = (): void => this.history.flush()

  constructor(layout: Layout, open: OpenDatabase, report: Report) {
    this.folder = layout.folder
    this.layout = layout
    this.database = new Database(layout, open, report)
    this.database.connect()
    this.objects = new Objects(layout)
    this.stored = new Results(layout, this.database, this.objects.known, report)
    this.hashes = new FileHashes(this.database)
    this.placement = new Placement(layout, this.database, this.hashes, this.objects)
    this.claims = new Claims(layout, open)
    this.workspace = new Workspace(layout, this.database, this.claims)
    this.history = new Runs(layout, report)
    this.processes = new Processes(layout)
    process.on('exit', this.atExit)
  }

  results(keys: readonly string[]): ReturnType<Store['results']> {
    return this.stored.find(keys)
  }

  isEmpty(): boolean {
    return this.stored.isEmpty()
  }

  lastKeyRecords(program: string): ReturnType<Store['lastKeyRecords']> {
    return this.stored.lastKeyRecords(program)
  }

  commit(entry: Parameters<Store['commit']>[0]): void {
    this.stored.commit(entry)
  }

  put(path: string): Promise<StoredObject> {
    return this.objects.put(path)
  }

  objectPath(hash: string): string {
    return objectPath(this.layout, hash)
  }

  has(hash: string): boolean {
    return this.objects.has(hash)
  }

  isIntact(hash: string): Promise<boolean> {
    return this.placement.isIntact(hash)
  }

  unplaced<P extends Placed>(placements: readonly P[]): readonly P[] {
    return this.placement.unplaced(placements)
  }

  place(hash: string, destination: string): Promise<void> {
    return this.placement.place(hash, destination)
  }

  fileHash(path: string): Promise<string> {
    return this.hashes.hash(path)
  }

  staging(run: string, node: string): Promise<string> {
    return this.workspace.staging(run, node)
  }

  async scratch(key: string): Promise<string> {
    return this.workspace.scratch(key)
  }

  async tidy(run: string): Promise<void> {
    this.workspace.tidy(run)
  }

  claim(key: string, signal?: AbortSignal): Promise<() => void> {
    return this.claims.claim(key, signal)
  }

  beginRun(run: Parameters<Store['beginRun']>[0]): RunRecord {
    this.workspace.sweep()
    return this.history.begin(run)
  }

  endRun(run: string, status: 'success' | 'failure' | 'cancelled'): void {
    this.processes.close(run)
    this.history.end(run, status)
    this.database.journal.sync()
  }

  recordNode(run: string, record: RunNodeRecord): void {
    this.history.recordNode(run, record)
  }

  appendEvent(run: string, event: Json): void {
    this.history.appendEvent(run, event)
  }

  runs(limit?: number): readonly RunRecord[] {
    return this.history.list(limit)
  }

  runNodes(run: string): readonly RunNodeRecord[] {
    return this.history.nodes(run)
  }

  events(run: string): readonly Json[] {
    return this.history.events(run)
  }

  recordProcess(run: string, process: ProcessRecord): void {
    this.processes.record(run, process)
  }

  forgetProcess(run: string, group: number): void {
    this.processes.forget(run, group)
  }

  orphans(): readonly ProcessRecord[] {
    return this.processes.orphans()
  }

  verify(): Promise<StoreReport> {
    return verifyStore(this.layout, this.database, this.stored)
  }

  close(): void {
    process.off('exit', this.atExit)
    this.history.close()
    this.processes.close()
    this.claims.close()
    this.hashes.flushQuietly()
    this.database.close()
  }
}

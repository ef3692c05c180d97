import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import type { Value } from '../ir/expression.ts'
import type { KeyRecord } from '../ir/node-key.ts'
import type { Report } from './damage.ts'
import { DamagedRow, type Database } from './database.ts'
import type { JournalEntry } from './journal.ts'
import type { Layout } from './layout.ts'
import { discard, faultOf, type Measure, measure, objectPath } from './object-files.ts'
import { rowChecksum } from './result-rows.ts'
import type { SqlRow } from './sqlite.ts'
import type { NodeResult, Store } from './store.ts'

type ObjectEntry = JournalEntry['objects'][number]

/** Results by key: recorded in one transaction, given only while the objects that they need are there. */
export class Results {
  private readonly layout: Layout
  private readonly database: Database
  /** Measures of objects, shared with who puts them. */
  private readonly known: Map<string, Measure>
  private readonly report: Report

  constructor(layout: Layout, database: Database, known: Map<string, Measure>, report: Report) {
    this.layout = layout
    this.database = database
    this.known = known
    this.report = report
  }

  /** See `Store.results`. */
  find(keys: readonly string[]): ReadonlyMap<string, NodeResult> {
    const asked = JSON.stringify(keys)
    return this.database.read((sql) => {
      const rows = sql(`
        SELECT results.key, result, objects, checksum
        FROM json_each(?) AS asked CROSS JOIN results ON results.key = asked.value
        WHERE result IS NOT NULL
      `).all(asked)
      return this.sound(rows)
    })
  }

  /** See `Store.isEmpty`. */
  isEmpty(): boolean {
    return this.database.read(
      (sql) => sql('SELECT 1 FROM results WHERE result IS NOT NULL LIMIT 1').get() === undefined,
    )
  }

  /** See `Store.commit`. */
  commit(entry: Parameters<Store['commit']>[0]): void {
    const { run, program, node, key } = entry
    const objects = this.objectsOf(entry.result)
    const texts = {
      record: JSON.stringify(entry.record),
      result: JSON.stringify(entry.result),
      objects: JSON.stringify(objects),
    }
    const record = entry.record as unknown as JournalEntry['record']
    const result = entry.result as unknown as JournalEntry['result']
    this.database.record({ run, program, node, key, record, result, objects }, texts)
  }

  /**
   * See `Store.lastKeyRecords`. A record is read when it is looked at: of 10,000 nodes only the few whose key has
   * changed are.
   */
  lastKeyRecords(program: string): ReturnType<Store['lastKeyRecords']> {
    const rows = this.database.read((sql) =>
      sql('SELECT node, key FROM latest WHERE program = ?').all(program),
    )
    return new Map(rows.map((row) => [String(row.node), this.lazyRecord(String(row.key))]))
  }

  /** Drops results whose objects have a fault, and the faulty objects. Returns the number of results. */
  dropThoseWith(faults: ReadonlyMap<string, string>): number {
    if (faults.size === 0) return 0
    const dropped = this.database.write((sql) => {
      const hashes = JSON.stringify([...faults.keys()])
      return Number(
        sql(`
          UPDATE results SET result = NULL WHERE result IS NOT NULL AND EXISTS (
            SELECT 1 FROM json_each(results.objects) AS needed, json_each(?) AS faulty
            WHERE json_extract(needed.value, '$[0]') = faulty.value
          )
        `).run(hashes).changes,
      )
    })
    for (const hash of faults.keys()) {
      this.known.delete(hash)
      discard(this.layout, objectPath(this.layout, hash))
    }
    return dropped
  }

  private lazyRecord(key: string): { readonly key: string; readonly record: KeyRecord } {
    const read = (): KeyRecord => {
      const row = this.database.read((sql) => sql('SELECT record FROM results WHERE key = ?').get(key))
      return JSON.parse(String(row?.record))
    }
    let record: KeyRecord | undefined
    return {
      key,
      get record() {
        record ??= read()
        return record
      },
    }
  }

  private sound(rows: readonly SqlRow[]): Map<string, NodeResult> {
    const found = new Map<string, NodeResult>()
    const checked = new Map<string, string | undefined>()
    let faulty = 0
    for (const row of rows) {
      const [key, result, objects] = [String(row.key), String(row.result), String(row.objects)]
      if (rowChecksum(key, result, objects) !== row.checksum) throw new DamagedRow('a row was changed')
      if (objects !== '[]' && !this.allThere(JSON.parse(objects), checked)) faulty++
      else found.set(key, JSON.parse(result))
    }
    if (faulty > 0) this.drop(checked)
    return found
  }

  private allThere(objects: readonly ObjectEntry[], checked: Map<string, string | undefined>): boolean {
    let sound = true
    for (const [hash, size, files] of objects) {
      if (!checked.has(hash)) {
        const expected = { size, files }
        checked.set(hash, faultOf(objectPath(this.layout, hash), expected))
        this.known.set(hash, expected)
      }
      if (checked.get(hash) !== undefined) sound = false
    }
    return sound
  }

  private drop(checked: ReadonlyMap<string, string | undefined>): void {
    const faults = new Map<string, string>()
    for (const [hash, fault] of checked) if (fault !== undefined) faults.set(hash, fault)
    const count = this.dropThoseWith(faults)
    const [first] = faults
    const example = first ? `${first[0].slice(0, 12)}: ${first[1]}` : ''
    this.report(diagnose(storeProblems.resultsDropped, { count, objects: faults.size, example }))
  }

  private objectsOf(result: NodeResult): readonly ObjectEntry[] {
    const hashes = new Set<string>()
    for (const value of Object.values(result.outputs)) collectArtifacts(value, hashes)
    return [...hashes].map((hash) => {
      const { size, files } = this.measured(hash)
      return [hash, size, files] as const
    })
  }

  private measured(hash: string): Measure {
    const known = this.known.get(hash) ?? this.recorded(hash) ?? measure(objectPath(this.layout, hash))
    if (!known) throw new TypeError(`a result names ${hash}, which was never put into the store`)
    this.known.set(hash, known)
    return known
  }

  private recorded(hash: string): Measure | undefined {
    const row = this.database.read((sql) => sql('SELECT size, files FROM objects WHERE hash = ?').get(hash))
    return row && { size: Number(row.size), files: Number(row.files) }
  }
}

function collectArtifacts(value: Value, hashes: Set<string>): void {
  if (value === null || typeof value !== 'object') return
  if ('$artifact' in value && typeof value.hash === 'string') {
    hashes.add(value.hash)
    return
  }
  for (const part of Object.values(value)) collectArtifacts(part as Value, hashes)
}

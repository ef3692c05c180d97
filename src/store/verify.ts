import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../base/diagnostics/diagnostic.ts'
import { storeProblems } from '../base/diagnostics/store-problems.ts'
import { hashFile, hashListing, type ListedFile } from './content-hash.ts'
import type { Database } from './database.ts'
import { rewriteJournal } from './database-repair.ts'
import { firstLine } from './failure.ts'
import { scanFolder } from './folder-scan.ts'
import { type Layout, listFolder } from './layout.ts'
import { objectPath } from './object-files.ts'
import type { Results } from './results.ts'
import type { Amount, DamagedObject, StoreReport } from './store-report.ts'

/** Reads every byte of the store, drops what is damaged and tells what is no longer needed. */
export async function verifyStore(
  layout: Layout,
  database: Database,
  results: Results,
): Promise<StoreReport> {
  const diagnostics: Diagnostic[] = []
  checkDatabase(database, diagnostics)
  const needed = neededObjects(database)
  const faults = new Map<string, string>()
  const damaged: DamagedObject[] = []
  const unneeded: string[] = []
  const objects = { count: 0, bytes: 0 }
  const unreferenced = { count: 0, bytes: 0 }
  const present = new Set<string>()
  for (const hash of objectsOnDisk(layout)) {
    present.add(hash)
    const bytes = sizeOf(objectPath(layout, hash))
    add(objects, bytes)
    const reason = await contentFault(objectPath(layout, hash), hash)
    if (reason !== undefined) {
      faults.set(hash, reason)
      damaged.push({ hash, bytes, reason })
      diagnostics.push(diagnose(storeProblems.objectDamaged, { hash, reason }))
    } else if (!needed.has(hash)) {
      add(unreferenced, bytes)
      unneeded.push(hash)
    }
  }
  for (const hash of needed) if (!present.has(hash)) faults.set(hash, 'it is gone')
  const dropped = results.dropThoseWith(faults)
  if (dropped > 0) diagnostics.push(droppedResults(dropped, faults))
  return {
    results: countResults(database),
    objects,
    damaged,
    dropped,
    unreferenced: { ...unreferenced, hashes: unneeded },
    scratch: amountOf(listFolder(layout.scratch).map((name) => join(layout.scratch, name))),
    aside: amountOf(
      listFolder(layout.folder)
        .filter((name) => name.includes('.damaged-'))
        .map((name) => join(layout.folder, name)),
    ),
    diagnostics,
  }
}

function add(amount: { count: number; bytes: number }, bytes: number): void {
  amount.count++
  amount.bytes += bytes
}

function amountOf(paths: readonly string[]): Amount {
  return { count: paths.length, bytes: paths.reduce((sum, path) => sum + sizeOf(path), 0) }
}

function sizeOf(path: string): number {
  const status = lstatSync(path, { throwIfNoEntry: false })
  if (!status?.isDirectory()) return status?.size ?? 0
  return listFolder(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

function droppedResults(count: number, faults: ReadonlyMap<string, string>): Diagnostic {
  const [first] = faults
  const example = first ? `${first[0].slice(0, 12)}: ${first[1]}` : ''
  return diagnose(storeProblems.resultsDropped, { count, objects: faults.size, example })
}

function objectsOnDisk(layout: Layout): readonly string[] {
  return listFolder(layout.objects)
    .filter((name) => name.length === 2)
    .flatMap((name) => listFolder(join(layout.objects, name)))
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .sort()
}

async function contentFault(path: string, hash: string): Promise<string | undefined> {
  try {
    const found = lstatSync(path).isDirectory() ? await folderHash(path) : (await hashFile(path)).hash
    return found === hash ? undefined : 'its content is not what was stored'
  } catch (error) {
    return `it can't be read (${firstLine(error)})`
  }
}

async function folderHash(root: string): Promise<string> {
  const scan = scanFolder(root)
  const listed: ListedFile[] = scan.empty.map((path) => ({ path: `${path}/`, executable: false, hash: '' }))
  for (const { path, executable } of scan.files) {
    listed.push({ path, executable, hash: (await hashFile(join(root, path))).hash })
  }
  return hashListing(listed)
}

/** SQLite's own check, which reads all pages, and whether the journal could rebuild every result. */
function checkDatabase(database: Database, diagnostics: Diagnostic[]): void {
  database.checkPages()
  database.write((sql) => {
    const { entries } = database.journal.read(0)
    const recorded = new Set(entries.filter((entry) => entry.result !== null).map((entry) => entry.key))
    const missing = sql('SELECT key FROM results WHERE result IS NOT NULL')
      .all()
      .filter((row) => !recorded.has(String(row.key))).length
    if (missing === 0) return
    const reason = `${missing} of its lines ${missing === 1 ? 'was' : 'were'} lost`
    rewriteJournal(sql, database.journal, reason, (diagnostic) => diagnostics.push(diagnostic))
  })
}

function neededObjects(database: Database): ReadonlySet<string> {
  const rows = database.read((sql) =>
    sql(
      `SELECT DISTINCT json_extract(needed.value, '$[0]') AS hash
       FROM results, json_each(results.objects) AS needed WHERE result IS NOT NULL`,
    ).all(),
  )
  return new Set(rows.map((row) => String(row.hash)))
}

function countResults(database: Database): number {
  const row = database.read((sql) =>
    sql('SELECT count(*) AS count FROM results WHERE result IS NOT NULL').get(),
  )
  return Number(row?.count)
}

import { dataProblems } from '../base/diagnostics/data-problems.ts'
import { type Diagnostic, diagnose, type Problem } from '../base/diagnostics/diagnostic.ts'
import type { Location } from '../base/source.ts'
import { closest } from '../base/suggestion.ts'
import { describe, trimmed } from './cell.ts'
import { type Beyond, ColumnBuilder, type DeclaredColumn, type Misfit, wordsOf } from './column-builder.ts'
import type { Table } from './table.ts'

/** What rows are read into, and how. */
export interface BuildOptions {
  /** Types of columns that the program declares, by name; the others are inferred. */
  readonly declared?: ReadonlyMap<string, DeclaredColumn>
  /** Texts that mean that a value is missing. */
  readonly missing?: ReadonlySet<string>
  /** The place in the program that asks for the file, for messages. */
  readonly location?: Location | undefined
}

/** Takes the rows of one file after another into typed columns, and refuses what does not fit. */
export class TableBuilder {
  private readonly options: BuildOptions
  private readonly missing: ReadonlySet<string>
  private builders: readonly ColumnBuilder[] = []
  /** For each field of the current file, its column. */
  private order: readonly ColumnBuilder[] = []
  private byName = new Map<string, ColumnBuilder>()
  private path = ''
  private firstPath = ''
  private rowCount = 0
  private readonly files: { readonly path: string; readonly firstRow: number }[] = []

  constructor(options: BuildOptions) {
    this.options = options
    this.missing = options.missing ?? new Set()
  }

  get rows(): number {
    return this.rowCount
  }

  get columns(): readonly ColumnBuilder[] {
    return this.builders
  }

  /** Begins a file: its column names in the order of its fields. */
  begin(path: string, names: readonly string[]): Diagnostic | undefined {
    this.path = path
    this.files.push({ path, firstRow: this.rowCount })
    if (this.builders.length === 0) {
      this.firstPath = path
      this.builders = names.map((name) => new ColumnBuilder(name, this.options.declared?.get(name)))
      this.byName = new Map(this.builders.map((builder) => [builder.name, builder]))
      this.order = this.builders
      return this.undeclared(names)
    }
    for (const name of names) if (!this.byName.has(name)) return this.different(path, name, this.firstPath)
    const found = new Set(names)
    for (const { name } of this.builders)
      if (!found.has(name)) return this.different(this.firstPath, name, path)
    this.order = names.map((name) => this.byName.get(name)).filter((builder) => builder !== undefined)
    return undefined
  }

  /** Adds a row of CSV fields, as many as the header has. */
  addFields(fields: readonly string[], line: number): Diagnostic | undefined {
    const { order } = this
    if (fields.length !== order.length) {
      const counts = { found: fields.length, expected: order.length }
      return this.refuse(dataProblems.raggedRow, { path: this.path, line, ...counts })
    }
    for (let index = 0; index < order.length; index++) {
      const builder = order[index]
      const text = trimmed(fields[index] ?? '')
      const misfit = this.missing.has(text) ? builder?.addMissing() : builder?.addText(text, line)
      if (builder && misfit) return this.misfit(misfit, builder.name, text, line)
    }
    this.rowCount++
    return undefined
  }

  /** Adds a JSON record with the keys of the first one, in any order. */
  addRecord(record: Readonly<Record<string, unknown>>, line: number): Diagnostic | undefined {
    const keys = Object.keys(record)
    if (keys.length !== this.order.length || keys.some((key) => !this.byName.has(key))) {
      return this.differing(keys, line)
    }
    for (const builder of this.order) {
      const value = record[builder.name]
      if (value !== null && typeof value === 'object') {
        const details = { path: this.path, line, column: builder.name, found: describe(value) }
        return this.refuse(dataProblems.nestedValue, details)
      }
      const misfit =
        value === null ? builder.addMissing() : builder.addValue(value as string | number | boolean, line)
      if (misfit) return this.misfit(misfit, builder.name, String(value), line)
    }
    this.rowCount++
    return undefined
  }

  /** What is wrong with the table as a whole, once all rows are in: no rows, or a NaN or infinity among numbers. */
  problem(paths: readonly string[]): Diagnostic | undefined {
    if (this.rowCount === 0) return this.refuse(dataProblems.noRows, { path: paths.join(', ') })
    let first: (Beyond & { column: string }) | undefined
    for (const { name, beyond } of this.builders) {
      if (beyond && (!first || beyond.row < first.row)) first = { column: name, ...beyond }
    }
    if (!first) return undefined
    const { row, line, column, value } = first
    const path = this.files.findLast((file) => file.firstRow <= row)?.path ?? this.path
    return this.refuse(dataProblems.notFinite, { path, line, column, value })
  }

  finish(): Table {
    return { rows: this.rowCount, columns: this.builders.map((builder) => builder.finish()) }
  }

  private refuse<P>(kind: Problem<P>, parameters: P): Diagnostic {
    return diagnose(kind, parameters, this.options.location)
  }

  /** A declared column that the file lacks. */
  private undeclared(names: readonly string[]): Diagnostic | undefined {
    for (const name of this.options.declared?.keys() ?? []) {
      if (this.byName.has(name)) continue
      return this.refuse(dataProblems.unknownColumn, {
        path: this.path,
        name,
        suggestion: closest(name, names),
      })
    }
    return undefined
  }

  private different(path: string, column: string, lacks: string): Diagnostic {
    const other = path === this.path ? this.firstPath : this.path
    return this.refuse(dataProblems.differentHeaders, { path, other, column, lacks })
  }

  private differing(keys: readonly string[], line: number): Diagnostic {
    const { path } = this
    const missing = this.order.find(({ name }) => !keys.includes(name))?.name
    const extra = keys.find((key) => !this.byName.has(key))
    const suggestion =
      missing === undefined ? extra && closest(extra, this.byName.keys()) : closest(missing, keys)
    return this.refuse(dataProblems.differingKeys, { path, line, missing, extra, suggestion })
  }

  private misfit(misfit: Misfit, column: string, value: string, line: number): Diagnostic {
    const { path } = this
    const declared = this.options.declared?.get(column)
    const wanted = declared ? wordsOf(declared) : 'string'
    return misfit === 'missing'
      ? this.refuse(dataProblems.missingDeclared, { path, line, column, wanted })
      : this.refuse(dataProblems.notA, { path, line, column, value, wanted })
  }
}

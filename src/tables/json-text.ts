import { dataProblems } from '../base/diagnostics/data-problems.ts'
import { type Diagnostic, diagnose, type Problem } from '../base/diagnostics/diagnostic.ts'
import type { Location } from '../base/source.ts'
import { describe } from './cell.ts'
import { findJsonFault } from './json-fault.ts'
import type { TableBuilder } from './table-builder.ts'

/** A place in a file, from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** The place where a text ends that begins at another place. */
export function placeAfter(text: string, { line, column }: Place): Place {
  const last = text.lastIndexOf('\n')
  if (last < 0) return { line, column: column + text.length }
  let lines = 1
  for (let at = text.indexOf('\n'); at < last; at = text.indexOf('\n', at + 1)) lines++
  return { line: line + lines, column: text.length - last }
}

/** Turns the texts of JSON records into rows of a table: what the two JSON formats have in common. */
export class RecordReader {
  problem: Diagnostic | undefined
  private readonly path: string
  private readonly builder: TableBuilder
  private readonly location: Location | undefined
  private begun = false

  constructor(path: string, builder: TableBuilder, location?: Location) {
    this.path = path
    this.builder = builder
    this.location = location
  }

  /** Adds the record that a text holds; false after a problem. */
  add(text: string, place: Place): boolean {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return this.refuseFault(text, place)
    }
    const { path } = this
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return this.refuse(dataProblems.notARecord, { path, line: place.line, found: describe(value) })
    }
    const record = value as Readonly<Record<string, unknown>>
    if (!this.begun) {
      this.begun = true
      this.problem = this.builder.begin(path, Object.keys(record))
    }
    this.problem ??= this.builder.addRecord(record, place.line)
    return this.problem === undefined
  }

  /** Says where a text that begins at a place stops being JSON. */
  refuseFault(text: string, place: Place, reason = 'expected a value'): false {
    const fault = findJsonFault(text) ?? { offset: 0, reason }
    const at = placeAfter(text.slice(0, fault.offset), place)
    return this.refuse(dataProblems.invalidJson, { path: this.path, ...at, reason: fault.reason })
  }

  refuse<P>(kind: Problem<P>, parameters: P): false {
    this.problem = diagnose(kind, parameters, this.location)
    return false
  }
}

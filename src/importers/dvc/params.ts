import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { CommandPiece } from '../command/pieces.ts'
import { text } from '../command/pieces.ts'
import type { Names } from '../names.ts'
import type { Draft } from '../program/draft.ts'
import { writeString } from '../program/write.ts'
import type { Place, Report } from '../report.ts'
import { isInteger, pythonText } from './python-text.ts'
import type { Origin, ScalarValue } from './variables.ts'

/** What a shell takes for one word as it stands, whatever is beside it. */
const plainWord = /^[\w./:@%+,=-]+$/

/** The values of a dvc.yaml that become params and lets of the program, in the order of their first use. */
export class Params {
  private readonly names: Names
  private readonly report: Report
  private readonly fixed = new Set<string>()
  private readonly drafts = new Map<string, Draft>()

  constructor(names: Names, report: Report) {
    this.names = names
    this.report = report
  }

  /** A value that became part of a path or a name stays as it is, in commands too: they name the same file. */
  fix(value: ScalarValue): void {
    this.fixed.add(keyOf(value.origin))
  }

  get declarations(): readonly Draft[] {
    return [...this.drafts.values()]
  }

  /** The value as a piece of a command: a param or let where it can be one, else its text. */
  piece(value: ScalarValue, place: Place): CommandPiece {
    const { origin, node } = value
    const written = pythonText(node)
    if (origin.kind === 'item') return text(written)
    const reason = this.whyFixed(value, written)
    if (reason !== undefined) {
      const where = { file: origin.file, span: value.span }
      this.report.tell(importProblems.fixedValue, { name: origin.path, value: written, reason }, where, place)
      return text(written)
    }
    const { name } = this.declared(value, written)
    return { kind: 'value', expression: name, variable: name, asWord: true, literal: written }
  }

  private whyFixed({ origin, node }: ScalarValue, written: string): string | undefined {
    if (this.fixed.has(keyOf(origin))) return 'it is part of a path or of a name'
    if (node.value === null) return 'it is empty'
    return plainWord.test(written) ? undefined : 'the shell reads it as more than one plain word'
  }

  private declared(value: ScalarValue, written: string): Draft {
    const { origin, span, node } = value
    const key = keyOf(origin)
    const known = this.drafts.get(key)
    if (known) return known
    const name = this.names.claim('param', origin.path, { file: origin.file, span })
    const { type, literal } = literalOf(node, written)
    if (typeof node.value === 'number' && type === 'string') {
      const parameters = { name, written, number: String(node.value) }
      this.report.tell(importProblems.textParam, parameters, { file: origin.file, span }, name)
    }
    const draft: Draft =
      origin.kind === 'params'
        ? { kind: 'param', name, value: `: ${type} = ${literal}` }
        : { kind: 'let', name, value: ` = ${literal}` }
    this.drafts.set(key, draft)
    return draft
  }
}

/** A number is one of the language only when a command gets the same characters for it. */
function literalOf({ value, text: source }: ScalarValue['node'], written: string) {
  if (typeof value === 'boolean') return { type: 'bool', literal: written }
  if (typeof value === 'number' && String(value) === written && Number.isFinite(value)) {
    if (!isInteger(source)) return { type: 'float', literal: written }
    if (Number.isSafeInteger(value)) return { type: 'int', literal: written }
  }
  return { type: 'string', literal: writeString(written) }
}

function keyOf({ kind, file, path }: Origin): string {
  return `${kind} ${file} ${path}`
}

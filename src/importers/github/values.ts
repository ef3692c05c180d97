import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Span } from '../../base/source.ts'
import { variableName } from '../command/fill-in.ts'
import { type CommandPiece, text } from '../command/pieces.ts'
import { type Names, nameFrom } from '../names.ts'
import type { Draft } from '../program/draft.ts'
import { writeString } from '../program/write.ts'
import type { Place, Report } from '../report.ts'
import { type GithubExpression, githubParts } from './expression.ts'
import { fold, githubText, type Known, literalOf } from './fold.ts'
import type { InputParam } from './inputs.ts'
import { programExpression } from './program-expression.ts'

/** What the jobs of one workflow share: its params and secrets, and where to tell things. */
export class Values {
  readonly file: string
  readonly report: Report
  readonly inputs: ReadonlyMap<string, InputParam>
  private readonly names: Names
  private readonly secrets = new Map<string, Draft>()
  private readonly params = new Map<string, Draft>()

  constructor(parts: {
    readonly file: string
    readonly report: Report
    readonly inputs: ReadonlyMap<string, InputParam>
    readonly names: Names
  }) {
    this.file = parts.file
    this.report = parts.report
    this.inputs = parts.inputs
    this.names = parts.names
  }

  get declarations(): readonly Draft[] {
    return [
      ...[...this.inputs.values()].map(({ draft }) => draft),
      ...this.params.values(),
      ...this.secrets.values(),
    ]
  }

  /** The secret of the program that stands for one of GitHub. */
  secret(name: string, span: Span): string {
    const key = name.toUpperCase()
    const known = this.secrets.get(key)
    if (known) return known.name
    const own = this.names.claim('secret', key, { file: this.file, span })
    this.secrets.set(key, { kind: 'secret', name: own, value: ` = env(${writeString(key)})` })
    return own
  }

  /** A variable of the repository, whose value only GitHub knows: a param that has to be set. */
  variable(name: string, span: Span): string {
    const known = this.params.get(name)
    if (known) return known.name
    const own = this.names.claim('param', name, { file: this.file, span })
    this.params.set(name, { kind: 'param', name: own, value: ': string' })
    return own
  }
}

/** What one job knows and offers to the expressions in it. */
export interface JobScope {
  readonly values: Values
  readonly known: Known
  /** What the sentences call the job. */
  readonly owner: string
  readonly place: Place
  /** The value of an output of an earlier step of the job, or of a job that it needs. */
  readonly output: (path: readonly string[]) => CommandPiece | undefined
}

/** A text of a workflow in pieces for a shell: what is known is written out, the rest stays a value. */
export function piecesOf(scope: JobScope, written: string, span: Span): readonly CommandPiece[] {
  return githubParts(written).map((part) => {
    if (part.kind === 'text') return text(part.text)
    const folded = part.expression && fold(part.expression, scope.known)
    const place = scope.values.report.placeOf(part.written, scope.values.file, span)
    const piece = folded && pieceOf(scope, folded, part.written, place)
    const filled = piece ?? unknownPiece(scope, part.written, place)
    return filled.kind === 'value' ? { ...filled, written: part.written } : filled
  })
}

/** A text in which everything is known, such as a path; undefined otherwise. */
export function knownText(scope: Pick<JobScope, 'known'>, written: string): string | undefined {
  let whole = ''
  for (const part of githubParts(written)) {
    if (part.kind === 'text') {
      whole += part.text
      continue
    }
    const value = part.expression && literalOf(fold(part.expression, scope.known))
    if (value === undefined) return undefined
    whole += githubText(value)
  }
  return whole
}

function pieceOf(
  scope: JobScope,
  expression: GithubExpression,
  written: string,
  span: Span,
): CommandPiece | undefined {
  if (expression.kind === 'literal') return text(githubText(expression.value))
  if (expression.kind === 'context') {
    const named = contextPiece(scope, expression.path, written, span)
    if (named) return named
  }
  const own = programExpression(expression, scope.values.inputs)
  if (own === undefined) return undefined
  return { kind: 'value', expression: own.text, variable: variableOf(expression), asWord: own.isWord }
}

function contextPiece(
  { values, owner, place, output }: JobScope,
  path: readonly string[],
  written: string,
  span: Span,
): CommandPiece | undefined {
  const [root = '', name = ''] = path
  const last = path.at(-1) ?? ''
  switch (root.toLowerCase()) {
    case 'secrets':
      return {
        kind: 'value',
        expression: values.secret(name, span),
        variable: variableName(name),
        asWord: false,
      }
    case 'vars':
      return {
        kind: 'value',
        expression: values.variable(name, span),
        variable: variableName(name),
        asWord: false,
      }
    case 'env':
      return { kind: 'value', expression: '', variable: name, asWord: false, known: name }
    case 'steps':
    case 'needs':
      return output(path)
    case 'github':
      if (path.length === 2 && name === 'token') {
        return {
          kind: 'value',
          expression: values.secret('GITHUB_TOKEN', span),
          variable: 'GITHUB_TOKEN',
          asWord: false,
        }
      }
      if (path.length !== 2) return undefined
      break
    case 'runner':
      break
    default:
      return undefined
  }
  const variable = `${root}_${last}`.toUpperCase()
  const parameters = { expression: written, variable, owner }
  values.report.tell(importProblems.fromEnvironment, parameters, { file: values.file, span }, place)
  return { kind: 'value', expression: '', variable, asWord: false, known: `${variable}?` }
}

/** A value that only GitHub can work out: a variable without which the command fails, rather than goes on with nothing. */
function unknownPiece({ values, owner, place }: JobScope, written: string, span: Span): CommandPiece {
  const inner = written.slice(3, -2).trim()
  const variable = nameFrom(inner, 'value').toUpperCase().slice(0, 40).replace(/_+$/, '')
  const instead = `the command fails unless the variable ${variable} is set`
  const parameters = { expression: written, owner, instead }
  values.report.tell(importProblems.expressionDropped, parameters, { file: values.file, span }, place)
  return { kind: 'value', expression: '', variable, asWord: false, known: `${variable}?` }
}

function variableOf(expression: GithubExpression): string {
  return expression.kind === 'context' ? variableName(expression.path.at(-1) ?? 'VALUE') : 'CHOSEN'
}

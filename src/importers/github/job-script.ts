import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { type Variables, variableName } from '../command/fill-in.ts'
import { doubleQuoted, joinLines } from '../command/lines.ts'
import { type CommandPiece, outline, text } from '../command/pieces.ts'
import { indented, type ScriptCommand } from '../command/script.ts'
import { needsBash } from '../command/shell.ts'
import { writeString } from '../program/write.ts'
import type { Shapes } from '../yaml/shape.ts'
import { isEmpty } from '../yaml/shape.ts'
import { member, type Yaml, type YamlEntry, type YamlMap } from '../yaml/tree.ts'
import { downloadLines, tellOfAction, uploadLines } from './artifacts.ts'
import { commandFileLines, commandFiles, readFileLines, stepVariable } from './command-files.ts'
import { parseExpression } from './expression.ts'
import { fold, isTrue } from './fold.ts'
import type { Job } from './job.ts'
import { condition } from './program-expression.ts'
import { folderOfStep, shellOf } from './step-shell.ts'
import { type JobScope, knownText, piecesOf } from './values.ts'
import type { Workflow } from './workflow.ts'

/** What the steps of a job run, one after another. */
export interface JobScript {
  readonly before: readonly (readonly CommandPiece[])[]
  readonly commands: readonly ScriptCommand[]
  readonly after: readonly (readonly CommandPiece[])[]
  readonly needsBash: boolean
  /** Variables that the script sets for all of its commands. */
  readonly sets: ReadonlySet<string>
}

const known = new Set([
  ...['name', 'id', 'if', 'uses', 'with', 'run', 'shell', 'env', 'working-directory', 'timeout-minutes'],
  'continue-on-error',
])

/** Reads the steps of one job. */
export class JobScriptReader {
  private readonly workflow: Workflow
  private readonly shapes: Shapes
  private readonly job: Job
  private readonly variables: Variables
  private readonly scope: JobScope
  private readonly before: (readonly CommandPiece[])[] = []
  private readonly after: (readonly CommandPiece[])[] = []
  private readonly commands: ScriptCommand[] = []
  private readonly readOutputs = new Set<string>()
  private bash = false
  /** Variables that the shell of the whole job has set. */
  private readonly sets = new Set<string>()

  constructor(workflow: Workflow, job: Job, variables: Variables) {
    this.workflow = workflow
    this.shapes = workflow.shapes
    this.job = job
    this.variables = variables
    this.scope = {
      values: workflow.values,
      known: job.known,
      owner: job.owner,
      place: job.step,
      output: (path) => this.outputPiece(path),
    }
  }

  read(): JobScript {
    const { job, shapes, workflow } = this
    for (const map of [member(workflow.root, 'env'), member(job.node, 'env')]) {
      for (const entry of shapes.entries(map, `\`env\` of ${job.owner}`))
        this.before.push(...this.jobVariable(entry))
    }
    const steps = shapes.items(member(job.node, 'steps'))
    const written = steps.map((step) => runOf(step) ?? '').join('\n')
    const files = commandFiles(written)
    for (const name of files) this.sets.add(name)
    const usesFiles = files.length > 0
    for (const step of steps) {
      const map = shapes.map(step, `A step of ${job.owner}`)
      if (map) this.step(map, usesFiles)
    }
    this.after.push(...this.jobOutputs(), ...uploadLines(workflow.uploadsOf(job)))
    return {
      before: [...commandFileLines(files), ...this.before],
      commands: this.commands,
      after: this.after,
      needsBash: this.bash,
      sets: this.sets,
    }
  }

  private step(step: YamlMap, usesFiles: boolean): void {
    const { workflow, shapes, job, scope } = this
    shapes.unknownKeys(step, known, `a step of ${job.owner}`, job.step)
    const uses = member(step, 'uses')
    const action = uses && shapes.text(uses, `\`uses\` of ${job.owner}`)
    if (action !== undefined && uses) this.action(action, uses, step)
    const run = member(step, 'run')
    const written = run && shapes.text(run, `\`run\` of ${job.owner}`)
    if (written === undefined || !run || written.trim() === '') return
    const test = this.condition(member(step, 'if'))
    if (test === undefined) return
    const shell = shellOf(workflow, job, step)
    if (shell === undefined) return
    const pieces = piecesOf(scope, written.trimEnd(), run)
    const seen = outline(pieces)
    const pipefail = shell === 'bash' && /\|(?!\|)/.test(seen)
    this.bash ||= pipefail || (shell !== 'sh' && needsBash(seen))
    const id = shapes.text(member(step, 'id'), '`id`')
    const folder = folderOfStep(workflow, job, step)
    const timeout = member(step, 'timeout-minutes')
    if (timeout) {
      const parameters = {
        option: 'timeout-minutes',
        owner: `a step of ${job.owner}`,
        way: 'Put `timeout 5m` before its command.',
      }
      shapes.report.tell(
        importProblems.optionDropped,
        parameters,
        { file: shapes.file, span: timeout },
        job.step,
      )
    }
    const opening = [
      ...(pipefail ? [[text('set -o pipefail')]] : []),
      ...(usesFiles && id !== undefined ? [[text(`export GITHUB_OUTPUT="$GITHUB_FILES/${id}"`)]] : []),
      ...shapes.entries(member(step, 'env'), '`env`').flatMap((entry) => this.stepVariable(entry)),
    ]
    const body =
      test === 'true' ? pieces : [text(`if [ "$${test}" = true ]; then\n`), ...indented(pieces), text('\nfi')]
    this.commands.push({
      pieces: body,
      ...(folder !== '.' && { folder }),
      ...(opening.length > 0 && { opening: [...joinLines(opening), text('\n')] }),
      following: readFileLines(seen, id, id === undefined ? [] : this.workflow.stepOutputs(id)),
      mayFail: shapes.truth(member(step, 'continue-on-error'), '`continue-on-error`'),
      sets: shapes.entries(member(step, 'env'), '`env`').map(({ key }) => key),
      stopsAtFailure: true,
    })
  }

  /** `true`, the variable that says whether a step runs, or undefined for one that is left out. */
  private condition(node: Yaml | undefined): string | undefined {
    if (!node || isEmpty(node)) return 'true'
    const { shapes, job, workflow } = this
    const written = shapes.text(node, '`if`') ?? ''
    const expression = parseExpression(written.replace(/^\s*\$\{\{|\}\}\s*$/g, ''))
    const folded = expression && fold(expression, job.known)
    const owner = `a step of ${job.owner}`
    const tell = (instead: string) => {
      const parameters = { condition: written, owner, instead }
      shapes.report.tell(
        importProblems.conditionDropped,
        parameters,
        { file: shapes.file, span: node },
        job.step,
      )
    }
    if (folded?.kind === 'literal') return isTrue(folded.value) ? 'true' : undefined
    if (folded?.kind === 'call' && folded.name === 'success') return 'true'
    if (folded?.kind === 'call' && folded.name === 'always') {
      tell('the step runs when those before it succeeded')
      return 'true'
    }
    const own = folded && condition(folded, workflow.values.inputs)
    if (own) return this.variables.carry('RUN_STEP', own.text)
    tell('the step is left out')
    return undefined
  }

  /** A variable of the whole job: among those of the step, or set by the shell when it is made of several things. */
  private jobVariable({ key, value }: YamlEntry): readonly (readonly CommandPiece[])[] {
    const pieces = piecesOf(this.scope, this.shapes.text(value, `\`${key}\``) ?? '', value)
    const expression = wholeValue(pieces)
    if (expression === undefined) {
      this.sets.add(key)
      return [exportLine(key, pieces)]
    }
    this.variables.set(key, expression)
    return []
  }

  /** A variable of one step; it may be one of the whole job where no other step has another value for it. */
  private stepVariable({ key, value }: YamlEntry): readonly (readonly CommandPiece[])[] {
    const pieces = piecesOf(this.scope, this.shapes.text(value, `\`${key}\``) ?? '', value)
    const expression = wholeValue(pieces)
    if (expression === undefined) return [exportLine(key, pieces)]
    const known = this.variables.get(key)
    if (known === expression) return []
    if (known === undefined && this.isOnly(key)) {
      this.variables.set(key, expression)
      return []
    }
    return [exportLine(key, pieces)]
  }

  private isOnly(key: string): boolean {
    const steps = this.shapes.items(member(this.job.node, 'steps'))
    const having = steps.filter((step) => {
      const env = step.kind === 'map' ? member(step, 'env') : undefined
      return env?.kind === 'map' && member(env, key) !== undefined
    })
    return having.length === 1
  }

  private action(action: string, uses: Yaml, step: YamlMap): void {
    const { workflow, job, shapes } = this
    const name = action.split('@')[0] ?? action
    const input = (key: string) => {
      const map = member(step, 'with')
      const node = map?.kind === 'map' ? member(map, key) : undefined
      return node && knownText(job, shapes.text(node, `\`${key}\``) ?? '')
    }
    if (name === 'actions/checkout' && member(step, 'with') === undefined) return
    if (name === 'actions/upload-artifact' && workflow.isCarried(step, job)) return
    if (name === 'actions/download-artifact') {
      const artifact = workflow.artifact(input('name') ?? '', job)
      if (artifact) {
        const lines = downloadLines(artifact, input('path') ?? '.')
        this.commands.push({ pieces: joinLines(lines), stopsAtFailure: true })
        return
      }
    }
    tellOfAction({ report: shapes.report, file: shapes.file, job: job.id, place: job.step }, action, uses)
  }

  /** `steps.<id>.outputs.<key>` and `needs.<job>.outputs.<key>`. */
  private outputPiece([root = '', owner = '', kind, key = '']: readonly string[]): CommandPiece | undefined {
    if (kind !== 'outputs') return undefined
    if (root.toLowerCase() === 'steps') {
      const hasStep = this.shapes
        .items(member(this.job.node, 'steps'))
        .some((step) => step.kind === 'map' && idOf(step) === owner && runOf(step) !== undefined)
      const name = stepVariable(owner, key)
      return hasStep
        ? { kind: 'value', expression: '', variable: name, asWord: false, known: name }
        : undefined
    }
    const from = this.workflow.jobOutput(owner, key)
    if (!from) return undefined
    const name = `NEEDS_${variableName(owner)}_${variableName(key)}`
    if (!this.readOutputs.has(name)) {
      this.readOutputs.add(name)
      this.sets.add(name)
      const value: CommandPiece = { kind: 'value', expression: from, variable: `${name}_FILE`, asWord: true }
      this.before.push([text(`${name}=$(cat `), value, text(')')])
    }
    return { kind: 'value', expression: '', variable: name, asWord: false, known: name }
  }

  /** Each output of the job as a file with its text. */
  private jobOutputs(): readonly (readonly CommandPiece[])[] {
    const { job, shapes, workflow } = this
    return shapes
      .entries(member(job.node, 'outputs'), `\`outputs\` of ${job.owner}`)
      .flatMap(({ key, value }) => {
        const expression = workflow.ownOutput(job, key)
        if (expression === undefined) return []
        const pieces = piecesOf(this.scope, shapes.text(value, `\`${key}\``) ?? '', value)
        const place: CommandPiece = {
          kind: 'value',
          expression,
          variable: `OUTPUT_${variableName(key)}`,
          asWord: true,
        }
        return [[text("printf '%s\\n' "), ...doubleQuoted(pieces), text(' > '), place]]
      })
  }
}

function runOf(step: Yaml): string | undefined {
  const run = step.kind === 'map' ? member(step, 'run') : undefined
  return run?.kind === 'scalar' ? run.text : undefined
}

function idOf(step: YamlMap): string | undefined {
  const id = member(step, 'id')
  return id?.kind === 'scalar' ? id.text : undefined
}

/** An expression of the language for a value that is nothing but one, or a plain text. */
function wholeValue(pieces: readonly CommandPiece[]): string | undefined {
  const [first, ...others] = pieces
  if (others.length > 0)
    return pieces.every((piece) => piece.kind === 'text') ? quotedText(pieces) : undefined
  if (!first) return '""'
  if (first.kind === 'text') return quotedText(pieces)
  return first.known === undefined ? first.expression : undefined
}

function quotedText(pieces: readonly CommandPiece[]): string {
  return writeString(pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join(''))
}

function exportLine(name: string, pieces: readonly CommandPiece[]): readonly CommandPiece[] {
  return [text(`export ${name}=`), ...doubleQuoted(pieces)]
}

import { importProblems } from '../../base/diagnostics/import-problems.ts'
import { Variables, variableName } from '../command/fill-in.ts'
import { joinLines } from '../command/lines.ts'
import { type NamedPath, namePaths } from '../command/name-paths.ts'
import { type CommandPiece, outline, text } from '../command/pieces.ts'
import { type Script, shellWord, writeScript } from '../command/script.ts'
import { needsBash } from '../command/shell.ts'
import { Names, nameFrom } from '../names.ts'
import { isElsewhere, isWithin, normalPath } from '../paths.ts'
import type { Draft } from '../program/draft.ts'
import { type Field, writeList, writeRecord, writeString } from '../program/write.ts'
import { dependenciesOf, type Needed } from './dependencies.ts'
import type { Made } from './made.ts'
import type { Stage } from './stage.ts'
import type { DvcImport } from './world.ts'

/** The step that a stage becomes. */
export function stepOf(stage: Stage, name: string, world: DvcImport): Draft {
  const made = world.made.of(stage)
  const needed = dependenciesOf(stage, name, world)
  const commands = stage.commands.map((command) =>
    command.map((piece) => (piece.kind === 'text' ? text(piece.text) : world.params.piece(piece, name))),
  )
  const paths = new StepPaths(made, needed.made)
  const named = paths.nameIn(commands)
  tellOfOutputs(stage, name, made, world)
  const bash = commands.some((command) => needsBash(outline(command)))
  const seen = commands.map(outline).join('\n')
  const variables = new Variables((variable) => new RegExp(`\\b${variable}\\b`).test(seen))
  if (/\bDVC_STAGE\b/.test(seen) || needed.files.some((path) => namesStage(path, world))) {
    variables.set('DVC_STAGE', writeString(stage.name))
  }
  const script: Script = {
    before: paths.moves ? linesOf(made.flatMap(clearing)) : [],
    commands: named.map((pieces) => ({
      pieces,
      folder: stage.folder === '.' ? undefined : stage.folder,
      stopsAtFailure: false,
    })),
    after: paths.moves ? joinLines(made.map(moving)) : [],
    isSet: (variable) => variables.get(variable) !== undefined,
    shell: bash ? { kind: 'bash', words: ['bash', '-e', '-c'] } : { kind: 'sh' },
  }
  const run = writeScript(script, { variables, unfit: () => undefined })
  const code = needed.files.filter(
    (path) => bash || stage.folder !== '.' || world.host.kind(path) !== 'file' || !isWordOf(path, seen),
  )
  const fields: Field[] = []
  if (paths.inputs.length > 0) fields.push(['inputs', writeRecord(paths.inputs)])
  fields.push(['run', run])
  if (code.length > 0) fields.push(['code', writeList([...new Set(code)].map(writeString))])
  if (variables.fields.length > 0) fields.push(['env', writeRecord(variables.fields)])
  if (made.length > 0) fields.push(['outputs', writeRecord(made.map(outputField))])
  if (stage.alwaysChanged) fields.push(['cache', 'false'])
  if (stage.frozen) fields.push(['on_demand', 'true'])
  return { kind: 'step', name, doc: stage.description, fields }
}

/** How a command is told of what it reads and writes: by holes when it names all of it, else by the same paths. */
class StepPaths {
  /** The command writes to the paths themselves, and what it wrote is moved to where it is taken in. */
  moves = false
  inputs: readonly Field[] = []
  private readonly made: readonly Made[]
  private readonly needed: readonly Needed[]

  constructor(made: readonly Made[], needed: readonly Needed[]) {
    this.made = made
    this.needed = needed
  }

  nameIn(commands: readonly (readonly CommandPiece[])[]): readonly (readonly CommandPiece[])[] {
    const outputs = this.made.map(
      (made): NamedPath => ({
        path: normalPath(made.output.written),
        value: {
          kind: 'value',
          expression: `outputs.${made.name}`,
          variable: outputVariable(made),
          asWord: true,
        },
        isFolder: made.kind === 'directory',
      }),
    )
    const inputs = this.needed.map(
      ({ made, written }): NamedPath => ({
        path: written,
        value: {
          kind: 'value',
          expression: `${made.step}.${made.name}`,
          variable: variableName(made.name),
          asWord: true,
        },
        isFolder: made.kind === 'directory',
      }),
    )
    const namedOf = (paths: readonly NamedPath[]) =>
      new Set(commands.flatMap((command) => [...namePaths(command, paths).named]))
    // A command that was told one path and finds the others beside it must go on finding them.
    const kept = this.made.some(({ output }) => output.options.some(isKept))
    this.moves = kept || namedOf(outputs).size < outputs.length
    const namesInputs = namedOf(inputs).size === inputs.length && inputs.every(isReadable(this.needed))
    if (!namesInputs) this.inputs = inputFields(this.needed)
    const used = [...(this.moves ? [] : outputs), ...(namesInputs ? inputs : [])]
    return commands.map((command) => namePaths(command, used).pieces)
  }
}

/** Metrics are values in the program, not files: a command that reads them as a file finds it in its place. */
function isReadable(needed: readonly Needed[]): (path: NamedPath) => boolean {
  const metrics = new Set(
    needed.filter(({ made }) => made.output.kind === 'metrics').map(({ written }) => written),
  )
  return ({ path }) => !metrics.has(path)
}

function isKept({
  key,
  value,
}: {
  readonly key: string
  readonly value: { readonly kind: string }
}): boolean {
  return key === 'persist' && 'value' in value && value.value === true
}

function inputFields(needed: readonly Needed[]): readonly Field[] {
  const names = new Names([])
  const unique = new Map(needed.map(({ made }) => [made, made]))
  return [...unique.values()].map(({ name, step }) => {
    const key = names.claim('input', nameFrom(name, 'input'), { file: '', span: { start: 0, end: 0 } })
    return [key, `${step}.${name}`]
  })
}

function outputVariable({ name }: Made): string {
  return `OUTPUT_${variableName(name)}`
}

/** DVC removes what a stage makes before it runs, except what is to be kept. */
function clearing({ output, path, kind }: Made): readonly string[] {
  if (output.options.some(isKept)) return []
  return [`rm ${kind === 'directory' ? '-rf' : '-f'} ${shellWord(path)}`]
}

/** Into the place from where the output is taken in; the folder for a folder is there already. */
function moving(made: Made): readonly CommandPiece[] {
  const place: CommandPiece = {
    kind: 'value',
    expression: `outputs.${made.name}`,
    variable: outputVariable(made),
    asWord: true,
  }
  const path = shellWord(made.path)
  if (made.kind === 'file') return [text(`mv ${path} `), place]
  return [text('rmdir '), place, text(`\nmv ${path} `), place]
}

function linesOf(lines: readonly string[]): readonly CommandPiece[] {
  return lines.length === 0 ? [] : [text(lines.join('\n'))]
}

function outputField({ name, kind, path }: Made): Field {
  return [name, `${kind}(${writeString(path)})`]
}

/** True for a script that asks DVC which stage it is run for. */
function namesStage(path: string, { host }: DvcImport): boolean {
  const content = host.kind(path) === 'file' ? host.read(path) : { reason: '' }
  return (
    'bytes' in content &&
    content.bytes.length < 1_000_000 &&
    new TextDecoder().decode(content.bytes).includes('DVC_STAGE')
  )
}

function isWordOf(path: string, command: string): boolean {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(^|[\\s=<"'])${escaped}($|[\\s"';|&)<>])`).test(command)
}

/** What the outputs of a stage say that the program can't. */
function tellOfOutputs(stage: Stage, name: string, made: readonly Made[], world: DvcImport): void {
  const { report, file } = world
  for (const { output, guessed } of made) {
    const where = { file, span: output.span }
    if (guessed)
      report.tell(
        importProblems.guessedFolder,
        { path: output.written, owner: `the stage \`${stage.name}\`` },
        where,
        name,
      )
    for (const option of output.options) tellOfOption(stage, name, output.written, option, world)
  }
  for (const output of stage.outputs) {
    if (!isElsewhere(output.written) && !isWithin(output.path, '..')) continue
    const parameters = { path: output.written, owner: `the stage \`${stage.name}\`` }
    report.tell(importProblems.outsidePath, parameters, { file, span: output.span }, name)
  }
  if (stage.frozen)
    report.tell(importProblems.frozenStage, { stage: stage.name }, { file, span: stage.span }, name)
}

/** Why each option of an output has no counterpart, or that it needs none. */
const optionWays: Readonly<Record<string, string>> = {
  cache: 'Outputs are always kept in the store, so that an equal run need not be done again.',
  push: 'Nothing is sent anywhere unless a target or a `store` says so.',
  remote: 'Say where DVC keeps its cache in `target dvc { remote: … }`.',
  desc: 'Write it as a comment.',
  type: 'Write it as a comment.',
  labels: 'Write them as a comment.',
  meta: 'Write it as a comment.',
  checkpoint: 'Training that goes on from where it was is `train … { run: … }`.',
}

const plotWay = 'Curves of a run are shown by `pipe show`; the file itself is an output like any other.'

function tellOfOption(
  stage: Stage,
  name: string,
  path: string,
  { key, keySpan, value }: Stage['outputs'][number]['options'][number],
  { report, file }: DvcImport,
): void {
  const where = { file, span: { start: keySpan.start, end: Math.max(keySpan.end, value.end) } }
  const said = value.kind === 'scalar' ? value.value : undefined
  if (key === 'persist') {
    if (said === true) report.tell(importProblems.keptOutput, { path, stage: stage.name }, where, name)
    return
  }
  // What DVC does anyway.
  if ((key === 'cache' || key === 'push') && said === true) return
  const option = `${key}: ${value.kind === 'scalar' ? value.text : '…'}`
  const owner = `${JSON.stringify(path)} of the stage \`${stage.name}\``
  report.tell(importProblems.optionDropped, { option, owner, way: optionWays[key] ?? plotWay }, where, name)
}

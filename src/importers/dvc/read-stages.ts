import type { Span } from '../../base/source.ts'
import { joinPath } from '../paths.ts'
import type { Shapes } from '../yaml/shape.ts'
import { member, type Yaml, type YamlEntry, type YamlMap } from '../yaml/tree.ts'
import { combinations } from './combinations.ts'
import { Filler } from './fill.ts'
import { addVariables, type Loading, type Variables } from './load-variables.ts'
import type { ParamsUse, Stage, StageOutput, StagePath, StagePiece } from './stage.ts'
import type { MapValue, ScalarValue } from './variables.ts'

/** What the stages of one file are read with. */
export interface StageReading {
  readonly shapes: Shapes
  readonly loading: Loading
  readonly variables: Variables
  /** Hears of values that became part of a path or a name. */
  readonly fixed: (value: ScalarValue) => void
}

const known = new Set([
  ...['cmd', 'wdir', 'deps', 'params', 'outs', 'metrics', 'plots', 'vars', 'frozen', 'meta', 'desc'],
  ...['always_changed', 'matrix', 'foreach', 'do'],
])

/** Every stage of a `stages` section, each as many times as its `foreach` or `matrix` says. */
export function readStages(reading: StageReading, stages: YamlMap): readonly Stage[] {
  return stages.entries.flatMap((entry) => readDefinition(reading, entry))
}

function readDefinition(reading: StageReading, { key, keySpan, value }: YamlEntry): readonly Stage[] {
  const { shapes } = reading
  const definition = shapes.map(value, `the stage \`${key}\``)
  if (!definition) return []
  shapes.unknownKeys(definition, known, `the stage \`${key}\``, undefined)
  const body = member(definition, 'foreach') ? member(definition, 'do') : definition
  const template = shapes.map(body, `\`do\` of the stage \`${key}\``)
  if (!template) return []
  const filler = new Filler(fillerParts(reading, reading.variables.values))
  const all = combinations(definition, filler, shapes, { name: key, span: keySpan })
  return all.flatMap(({ suffix, values }) => {
    const { entries } = reading.variables.values
    const shadowed: MapValue = { kind: 'map', entries: new Map([...entries, ...values]) }
    const name = suffix === undefined ? key : `${key}@${suffix}`
    const variables = { ...reading.variables, values: shadowed }
    const stage = readStage({ ...reading, variables }, name, keySpan, template)
    return stage ? [stage] : []
  })
}

function fillerParts({ shapes, fixed }: StageReading, values: MapValue) {
  return { file: shapes.file, report: shapes.report, values, fixed }
}

function readStage(reading: StageReading, name: string, span: Span, template: YamlMap): Stage | undefined {
  const { shapes, loading } = reading
  const owner = `the stage \`${name}\``
  const outer = new Filler(fillerParts(reading, reading.variables.values))
  const folderNode = member(template, 'wdir')
  const folderText = folderNode && filledText(shapes, outer, folderNode, `\`wdir\` of ${owner}`)
  const folder = joinPath('.', folderText ?? '.')
  const extra = shapes.items(member(template, 'vars'))
  const variables = addVariables(loading, reading.variables, extra, folder)
  const filler = new Filler(fillerParts(reading, variables.values))
  const pathOf = (node: Yaml, what: string): StagePath | undefined => {
    const written = filledText(shapes, filler, node, what)
    return written === undefined ? undefined : { written, path: joinPath(folder, written), span: node }
  }
  const commandNode = member(template, 'cmd')
  if (!commandNode) {
    shapes.wrong(template, `\`cmd\` of ${owner}`, 'a command or a list of commands')
    return undefined
  }
  const commands = readCommands(shapes, filler, commandNode, owner)
  if (!commands) return undefined
  const outputs = [
    ...readOutputs(reading, 'out', member(template, 'outs'), pathOf, owner),
    ...readOutputs(reading, 'metrics', member(template, 'metrics'), pathOf, owner),
    ...readOutputs(reading, 'plot', member(template, 'plots'), pathOf, owner),
  ]
  return {
    name,
    span,
    folder,
    commands,
    dependencies: shapes.items(member(template, 'deps')).flatMap((node) => {
      const path = pathOf(node, `A dependency of ${owner}`)
      return path ? [path] : []
    }),
    outputs,
    params: readParams(shapes, member(template, 'params'), pathOf, owner),
    frozen: shapes.truth(member(template, 'frozen'), `\`frozen\` of ${owner}`),
    alwaysChanged: shapes.truth(member(template, 'always_changed'), `\`always_changed\` of ${owner}`),
    description: shapes.text(member(template, 'desc'), `\`desc\` of ${owner}`),
  }
}

function filledText(shapes: Shapes, filler: Filler, node: Yaml, what: string): string | undefined {
  const text = shapes.text(node, what)
  return text === undefined ? undefined : filler.text(text, node)
}

/** DVC starts a shell for each line of a text, and for each item of a list. */
function readCommands(
  shapes: Shapes,
  filler: Filler,
  node: Yaml,
  owner: string,
): readonly (readonly StagePiece[])[] | undefined {
  const listed = node.kind === 'list'
  const commands: (readonly StagePiece[])[] = []
  for (const item of listed ? node.items : [node]) {
    const text = shapes.text(item, `A command of ${owner}`)
    if (text === undefined) return undefined
    for (const command of listed ? [text] : text.split(/\r\n|[\n\r]/)) {
      const pieces = filler.command(command.trim(), item)
      if (!pieces) return undefined
      if (pieces.some((piece) => piece.kind === 'scalar' || piece.text.trim() !== '')) commands.push(pieces)
    }
  }
  return commands
}

type PathOf = (node: Yaml, what: string) => StagePath | undefined

function readOutputs(
  reading: StageReading,
  kind: StageOutput['kind'],
  node: Yaml | undefined,
  pathOf: PathOf,
  owner: string,
): readonly StageOutput[] {
  const { shapes } = reading
  return shapes.items(node).flatMap((item): readonly StageOutput[] => {
    if (item.kind !== 'map') {
      const path = pathOf(item, `An output of ${owner}`)
      return path ? [{ ...path, kind, options: [] }] : []
    }
    return item.entries.flatMap(({ key, keySpan, value }): readonly StageOutput[] => {
      const keyNode: Yaml = { kind: 'scalar', value: key, text: key, quoted: true, ...keySpan }
      const path = pathOf(keyNode, `An output of ${owner}`)
      const maps = shapes.items(value).flatMap((each) => shapes.entries(each, `The options of \`${key}\``))
      return path ? [{ ...path, kind, options: maps }] : []
    })
  })
}

/** `lr` is a key of params.yaml; `file: [keys]` names another file, and `file:` all of it. */
function readParams(
  shapes: Shapes,
  node: Yaml | undefined,
  pathOf: PathOf,
  owner: string,
): readonly ParamsUse[] {
  const uses: ParamsUse[] = []
  const standardKeys: string[] = []
  let standardSpan: Yaml | undefined
  for (const item of shapes.items(node)) {
    if (item.kind === 'map') {
      for (const { key, keySpan, value } of item.entries) {
        const file = pathOf({ kind: 'scalar', value: key, text: key, quoted: true, ...keySpan }, key)
        const keys = shapes.items(value).flatMap((each) => shapes.text(each, `A param of ${owner}`) ?? [])
        if (file) uses.push({ file, keys })
      }
      continue
    }
    const key = shapes.text(item, `A param of ${owner}`)
    if (key === undefined) continue
    standardKeys.push(key)
    standardSpan ??= item
  }
  if (standardSpan) {
    const { start, end } = standardSpan
    const file = pathOf(
      { kind: 'scalar', value: 'params.yaml', text: 'params.yaml', quoted: true, start, end },
      '',
    )
    if (file) uses.unshift({ file, keys: standardKeys })
  }
  return uses
}

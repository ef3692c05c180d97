import { posix } from 'node:path'
import type { SourceText } from '../../base/source.ts'
import { canonicalProgram } from '../../ir/canonical.ts'
import type { Expression } from '../../ir/expression.ts'
import { dependenciesOf, walk } from '../../ir/graph.ts'
import { nodeId } from '../../ir/node-id.ts'
import type {
  Dependency,
  Executor,
  Node,
  NodeKind,
  Param,
  Pipeline,
  Program,
  Secret,
  SourceLocation,
} from '../../ir/program.ts'
import type { Type } from '../../ir/type.ts'
import { type Declared, isNodeKind } from '../bind/declared.ts'
import { candidateNodes } from '../elaborate/candidates.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { knownValue } from '../elaborate/term.ts'
import { allowedLeaksOf } from './allowed-leaks.ts'
import { configOf } from './config.ts'
import { experimentNodes } from './experiments.ts'
import { nodeIds } from './node-ids.ts'
import { policyOf } from './policy.ts'
import { fieldsOutsideTrials, withSweepEdges } from './sweep-edges.ts'
import { targetsOf } from './targets.ts'
import { triggersOf } from './triggers.ts'

/** What is lowered: a program without errors. */
export interface Lowering {
  readonly context: Context
  readonly elaborated: ReadonlyMap<Declared, Elaborated>
  /** The texts of the program's files. */
  readonly sources: ReadonlyMap<string, SourceText>
}

/** The version of each kind's implementation that this compiler writes for; part of the keys of its nodes. */
const versions: Readonly<Record<NodeKind, number>> = {
  dataset: 1,
  train: 1,
  evaluate: 1,
  score: 1,
  step: 1,
  notify: 1,
  register: 1,
  deploy: 1,
  experiment: 1,
  sweep: 1,
  compare: 1,
}

/** Turns a checked program into the typed graph, in canonical form. */
export function lower(lowering: Lowering): Program {
  const { context, elaborated, sources } = lowering
  const pipeline = context.program.pipeline && elaborated.get(context.program.pipeline)
  const params: Param[] = []
  const secrets: Secret[] = []
  const executors: Executor[] = []
  const nodes: Node[] = []
  const locations: { [node: string]: SourceLocation } = {}
  for (const part of elaborated.values()) {
    const { declared } = part
    if (isNodeKind(declared.kind)) {
      for (const node of nodesOf(context, part, declared.kind, pipeline)) {
        nodes.push(node)
        const location = locationOf(context, declared, sources)
        if (location) locations[node.id] = location
      }
    } else if (declared.kind === 'param') params.push(paramOf(part))
    else if (declared.kind === 'secret') secrets.push(secretOf(part))
    else if (declared.kind === 'executor' && part.definition) {
      executors.push({ name: executorName(part), component: part.definition.expression })
    }
  }
  return canonicalProgram({
    format: 'pipewright-ir',
    version: 1,
    pipeline: pipelineOf(pipeline, context),
    params,
    secrets,
    executors,
    nodes: withSweepEdges(nodes),
    triggers: triggersOf(context, elaborated),
    targets: targetsOf(context, elaborated),
    locations,
  })
}

/** Where a node is declared, from the project's root: inside of a component, there. */
function locationOf(
  { project }: Context,
  { file, syntax }: Declared,
  sources: Lowering['sources'],
): SourceLocation | undefined {
  const source = sources.get(file)
  if (!source) return undefined
  const { line, column } = source.position(syntax.start)
  return { file: posix.join(project.folderOf(file), posix.basename(file)), line, column }
}

/** As the nodes that run there call it. */
function executorName({ declared, value }: Elaborated): string {
  const name = value && knownValue(value)
  return typeof name === 'string' ? name : declared.name
}

function pipelineOf(pipeline: Elaborated | undefined, context: Context): Pipeline {
  const seed: Expression = pipeline?.given.get('seed')?.expression ?? { op: 'value', value: 0 }
  const said = pipeline?.given.get('edition')
  const edition = said && knownValue(said)
  const doc = pipeline?.declared.syntax.doc
  return {
    name: pipeline?.declared.name ?? nameFromFile(context.program.file),
    edition: typeof edition === 'string' ? edition : '2026',
    seed,
    ...(doc !== undefined && { doc }),
    ...services(pipeline),
  }
}

/** Where a run's results and facts go beside the project's own store. */
function services(pipeline: Elaborated | undefined): Pick<Pipeline, 'store' | 'lineage' | 'tracking'> {
  const store = pipeline?.given.get('store')?.expression
  const lineage = pipeline?.given.get('lineage')?.expression
  const tracking = pipeline?.given.get('tracking')?.expression
  return { ...(store && { store }), ...(lineage && { lineage }), ...(tracking && { tracking }) }
}

/** A program without a `pipeline` is called as its file is. */
function nameFromFile(file: string): string {
  const words =
    posix
      .basename(file, '.pipe')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  const name = words.join('_')
  return /^[a-z]/.test(name) ? name : `pipeline_${name}`.replace(/_$/, '')
}

function nodesOf(
  context: Context,
  node: Elaborated,
  kind: NodeKind,
  pipeline: Elaborated | undefined,
): readonly Node[] {
  const whole = nodeOf(context, node, kind, pipeline)
  return kind === 'experiment' ? experimentNodes(whole, node.declared.path) : [whole]
}

function nodeOf(context: Context, node: Elaborated, kind: NodeKind, pipeline: Elaborated | undefined): Node {
  const { declared } = node
  const config = configOf(context, node)
  const condition = node.given.get('when')
  const when = condition && knownValue(condition) !== true ? condition.expression : undefined
  const outputs: { [name: string]: Type } = {}
  for (const [name, { type }] of node.outputs) outputs[name] = type
  const { doc } = declared.syntax
  return {
    id: nodeId(declared.path),
    name: declared.path.join('/'),
    kind,
    version: versions[kind],
    ...(doc !== undefined && { doc }),
    folder: context.project.folderOf(declared.file),
    config,
    outputs,
    dependencies: dependenciesOfNode(context, node, kind, config, when),
    ...(when && { when }),
    ...(node.axes.length > 0 && { axes: node.axes }),
    ...environmentOf(node),
    ...allowedLeaksOf(context, node),
    policy: policyOf(node, pipeline),
  }
}

function environmentOf(node: Elaborated): Pick<Node, 'environment'> {
  const term = node.given.get('runs_in')
  return term && knownValue(term) !== null ? { environment: term.expression } : {}
}

/** What `notify` reads may have failed: it runs whatever became of it. */
function dependenciesOfNode(
  context: Context,
  node: Elaborated,
  kind: NodeKind,
  config: { readonly [field: string]: Expression },
  when: Expression | undefined,
): readonly Dependency[] {
  const awaited = new Set<string>()
  for (const { structure } of candidateNodes(node.given.get('needs'))) {
    if (structure?.kind === 'node') for (const id of nodeIds(context, structure.node)) awaited.add(id)
  }
  if (when) {
    walk(when, (inner) => {
      if (inner.op === 'output') awaited.add(inner.node)
    })
  }
  const fields = kind === 'sweep' ? fieldsOutsideTrials(config) : Object.values(config)
  const dependencies = dependenciesOf(fields, [...awaited])
  if (kind !== 'notify') return dependencies
  return dependencies.map(({ node: id, kind: how }) => ({
    node: id,
    kind: how === 'data' ? 'alternative' : how,
  }))
}

function paramOf({ declared, type, definition }: Elaborated): Param {
  const { doc } = declared.syntax
  return {
    name: declared.name,
    type: type ?? { type: 'any' },
    ...(definition && { default: definition.expression }),
    ...(doc !== undefined && { doc }),
  }
}

function secretOf({ declared, definition }: Elaborated): Secret {
  const { structure } = definition ?? {}
  const [place] = structure?.kind === 'component' ? [...structure.arguments.values()] : []
  const where = place ? knownValue(place) : undefined
  const text = typeof where === 'string' ? where : ''
  const isFile = structure?.kind === 'component' && structure.signature.name === 'file'
  return { name: declared.name, from: isFile ? { file: text } : { env: text } }
}

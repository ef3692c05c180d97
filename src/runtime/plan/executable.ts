import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { type Environment, evaluate } from '../../ir/evaluate.ts'
import type { ComponentValue, Expression, Value } from '../../ir/expression.ts'
import { topologicalOrder, walk } from '../../ir/graph.ts'
import type { Node, NodeKind, Program } from '../../ir/program.ts'
import { executableRoles } from '../../learning/protocol.ts'
import { declaredOnly } from './declared-only.ts'

/** The kinds of nodes that this version does; the others are checked and compiled, and wait for who executes them. */
export const executableKinds = ['dataset', 'train', 'evaluate', 'score', 'step', 'notify'] as const

/** A kind that an executor does. */
export type ExecutableKind = (typeof executableKinds)[number]

const kinds: ReadonlySet<NodeKind> = new Set(executableKinds)

/** Whether a kind of node is done by this version. */
export function isExecutable(kind: NodeKind): kind is ExecutableKind {
  return kinds.has(kind)
}

/**
 * What of a node this version can't execute, each in the words of the program; nothing when it can do all of it. Looked
 * at before anything runs, so that no run ends half-way for want of it.
 */
export function notExecutable(node: Node, program: Program, environment: Environment): readonly string[] {
  if (!isExecutable(node.kind)) return [`\`${node.kind}\``]
  const found = new Set<string>()
  if (node.kind !== 'step' && node.config.run) found.add(`\`run\` in \`${node.kind}\``)
  if (node.environment) found.add('`runs_in`')
  const place = executorOf(node, program, environment)
  if (place !== undefined && isDeclaredOnly('executor', place))
    found.add(`\`runs_on\` a machine by \`${place}\``)
  for (const field of plainFields) {
    const said = node.config[field]
    if (said && !plainOnly[field]?.(known(said, environment))) found.add(`\`${field}\``)
  }
  const resources = node.policy.resources && known(node.policy.resources, environment)
  if (memberOf(resources, 'gpu_kind') !== null) found.add('`resources.gpu_kind`')
  if (node.kind === 'dataset' && holdsTexts(node, environment)) found.add('a dataset of texts')
  const visit = (inner: Expression) => note(inner, found)
  for (const expression of Object.values(node.config)) walk(expression, visit)
  if (node.when) walk(node.when, visit)
  return [...found]
}

const operations: Readonly<Record<string, string>> = {
  each: '`each`',
  registered: '`registered`',
  previous: '`previous`',
}

function note(inner: Expression, found: Set<string>): void {
  if (inner.op === 'value') return
  const operation = operations[inner.op]
  if (operation !== undefined) found.add(operation)
  if (inner.op !== 'component') return
  if (inner.implementation) {
    if (!executableRoles.includes(inner.is)) found.add(`\`${inner.name}\`, a ${inner.is} in JavaScript`)
  } else if (isDeclaredOnly(inner.is, inner.name)) found.add(`\`${inner.name}\``)
  const kept = inner.arguments.append_only
  if (kept?.op === 'value' && kept.value === true) found.add('`append_only`')
}

function isDeclaredOnly(is: string, name: string): boolean {
  return declaredOnly[is]?.includes(name) ?? false
}

/** Fields that are executed only as they are when nothing is said. */
const plainOnly: Readonly<Record<string, (value: Value | undefined) => boolean>> = {
  window: isNone,
  group: isNone,
  strata: isEmpty,
  freeze: isEmpty,
  normalize: (value) => value === 'none',
}

const plainFields = Object.keys(plainOnly)

function isNone(value: Value | undefined): boolean {
  return value === null
}

function isEmpty(value: Value | undefined): boolean {
  return Array.isArray(value) && value.length === 0
}

/** What a field is with the params of this run; `undefined` while it depends on results. */
function known(expression: Expression, environment: Environment): Value | undefined {
  const value = evaluate(expression, environment)
  return value.state === 'known' ? value.value : undefined
}

/** The component of the executor that a node runs on, by name. */
function executorOf(node: Node, program: Program, environment: Environment): string | undefined {
  const name = node.policy.runsOn && known(node.policy.runsOn, environment)
  const executor = program.executors.find((candidate) => candidate.name === name)
  const component = executor && known(executor.component, environment)
  return component === undefined ? undefined : (component as ComponentValue).$component
}

/** The parts of a dataset are numbers: columns of texts are for commands, which can't be given them yet. */
function holdsTexts(node: Node, environment: Environment): boolean {
  const field = (name: string) => {
    const expression = node.config[name]
    return expression && known(expression, environment)
  }
  const [schema, features, transform] = [field('schema'), field('features'), field('transform')]
  if (schema === null || typeof schema !== 'object' || !isEmpty(transform)) return false
  const dropped = field('drop')
  const left = Object.entries(schema as { readonly [column: string]: Value }).filter(
    ([column]) =>
      column !== field('target') &&
      !(Array.isArray(dropped) && dropped.includes(column)) &&
      (!Array.isArray(features) || features.includes(column)),
  )
  return left.some(([, type]) => memberOf(type, 'type') === 'string')
}

function memberOf(record: Value | undefined, name: string): Value {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return null
  return (record as { readonly [name: string]: Value })[name] ?? null
}

/** The names of the nodes that can be goals here: they and all that they need are executable. */
export function executableGoals(program: Program, environment: Environment): readonly string[] {
  const sound = new Set<string>()
  const names = new Set<string>()
  for (const node of topologicalOrder(program.nodes).order) {
    const ready = node.dependencies.every(({ node: id, kind }) => kind === 'alternative' || sound.has(id))
    if (!ready || notExecutable(node, program, environment).length > 0) continue
    sound.add(node.id)
    if (node.kind !== 'notify') names.add(node.name)
  }
  return [...names]
}

const services = ['store', 'lineage', 'tracking'] as const

/** What a `pipeline` asks for that changes no result and is not done yet is told, so that nobody waits for it. */
export function unusedServices({ pipeline }: Program): readonly Diagnostic[] {
  return services.flatMap((field) => {
    const said = pipeline[field]
    const isAsked =
      said !== undefined && !(said.op === 'value' && (said.value === null || isEmpty(said.value)))
    return isAsked ? [diagnose(runProblems.notSentYet, { field })] : []
  })
}

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Expression, Value } from '../../src/ir/expression.ts'
import { dependenciesOf } from '../../src/ir/graph.ts'
import type { Node, Param, Policy, Program, Secret } from '../../src/ir/program.ts'
import type { Type } from '../../src/ir/type.ts'
import type { RunEvent, RunFact } from '../../src/runtime/event.ts'
import { type RunOptions, type RunOutcome, run } from '../../src/runtime/run.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'

/** A folder of its own, removed when the test is over. */
export function project(files: { readonly [path: string]: string } = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pipe-run-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  write(root, files)
  return root
}

export function write(root: string, files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** The store of a project, closed when the test is over. */
export async function storeOf(root: string): Promise<Store> {
  const store = await opened(root)
  onTestFinished(() => store.close())
  return store
}

async function opened(root: string): Promise<Store> {
  const result = await openStore(root)
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.value
}

export const value = (plain: Value): Expression => ({ op: 'value', value: plain })
export const param = (name: string): Expression => ({ op: 'param', name })
export const output = (node: string, ...path: readonly string[]): Expression => ({ op: 'output', node, path })
export const ambient = (name: string): Expression => ({ op: 'ambient', name })
export const fact = (name: string): Expression => ({ op: 'fact', name })
export const apply = (name: string, ...operands: readonly Expression[]): Expression => ({
  op: 'apply',
  function: name,
  arguments: operands,
})
export const list = (...items: readonly Expression[]): Expression => ({ op: 'list', items })
export const record = (fields: { readonly [name: string]: Expression }): Expression => ({
  op: 'record',
  fields,
})
export const firstOk = (...alternatives: readonly Expression[]): Expression => ({
  op: 'first_ok',
  alternatives,
})
export const seconds = (amount: number): Expression => value({ $quantity: 'duration', amount })
export const staged = (name: string): Expression => value({ $output: name })

/** A command for `sh` as the compiler lowers it: a template with holes in it. */
export function sh(
  texts: TemplateStringsArray | readonly string[],
  ...holes: readonly Expression[]
): Expression {
  return apply(
    'shell',
    ...texts.flatMap((text, index) => {
      const hole = holes[index]
      return hole ? [value(text), hole] : [value(text)]
    }),
  )
}

interface NodeParts {
  readonly needs?: readonly string[]
  readonly when?: Expression
  readonly folder?: string
  readonly policy?: Partial<Policy>
}

/** A node of any kind, its dependencies found in its config. */
export function node(
  id: string,
  kind: Node['kind'],
  config: { readonly [field: string]: Expression },
  { needs = [], when, folder = '', policy = {} }: NodeParts = {},
  outputs: { readonly [name: string]: Type } = {},
): Node {
  const awaited = when ? dependenciesOf([when]).map((dependency) => dependency.node) : []
  return {
    id,
    name: id.replaceAll('-', '_'),
    kind,
    version: 1,
    folder,
    config,
    outputs,
    dependencies: dependenciesOf(Object.values(config), [...needs, ...awaited]),
    ...(when && { when }),
    policy: { cache: true, onDemand: false, ...policy },
  }
}

/** What a step declares to write: `file:report.txt`, `directory:out`, `dataset:rows.csv`, `metrics:m.json`. */
type OutputWords = { readonly [name: string]: string }

const outputTypes: Readonly<Record<string, Type>> = {
  file: { type: 'artifact', artifact: 'File' },
  directory: { type: 'artifact', artifact: 'Directory' },
  dataset: { type: 'artifact', artifact: 'Dataset' },
  metrics: { type: 'record', fields: { score: { type: 'float' }, loss: { type: 'float', min: 0 } } },
}

interface StepParts extends NodeParts {
  readonly outputs?: OutputWords
  readonly env?: { readonly [name: string]: Expression }
  readonly code?: readonly string[]
}

export function step(id: string, run: Expression | string, parts: StepParts = {}): Node {
  const { outputs = {}, env = {}, code = [], ...rest } = parts
  const declared = Object.entries(outputs).map(([name, words]) => {
    const [component = '', path = ''] = words.split(':')
    return [name, component, path] as const
  })
  const config = {
    run: typeof run === 'string' ? sh([run]) : run,
    inputs: record({}),
    outputs: record(
      Object.fromEntries(
        declared.map(([name, component, path]) => [
          name,
          { op: 'component', name: component, is: 'output', arguments: { path: value(path) } } as const,
        ]),
      ),
    ),
    code: value(code.map(($file) => ({ $file }))),
    env: record(env),
  }
  const types = Object.fromEntries(
    declared.map(([name, component]) => [name, outputTypes[component] ?? { type: 'any' as const }]),
  )
  return node(id, 'step', config, rest, types)
}

export function program(
  nodes: readonly Node[],
  parts: {
    readonly params?: readonly Param[]
    readonly secrets?: readonly Secret[]
    readonly seed?: Expression
  } = {},
): Program {
  return {
    format: 'pipewright-ir',
    version: 1,
    pipeline: { name: 'trial', edition: '2026', seed: parts.seed ?? value(0) },
    params: parts.params ?? [],
    secrets: parts.secrets ?? [],
    executors: [],
    nodes,
    triggers: [],
    targets: [],
    locations: {},
  }
}

export interface Ran extends RunOutcome {
  readonly events: readonly RunEvent[]
  /** `a: succeeded`, in the order in which nodes settled. */
  readonly ends: readonly string[]
  of<T extends RunFact['type']>(type: T): readonly Extract<RunEvent, { type: T }>[]
  /** The diagnostics of a node that failed. */
  problems(
    node: string,
  ): readonly { readonly code: string; readonly message: string; readonly hint?: string }[]
}

/** Runs a program to its end and gives what was told. */
export async function ran(
  root: string,
  what: Program,
  options: Partial<RunOptions> & {
    readonly signal?: AbortSignal
    readonly on?: (event: RunEvent) => void
  } = {},
): Promise<Ran> {
  const { signal = new AbortController().signal, on, ...rest } = options
  const store = await opened(root)
  const events: RunEvent[] = []
  const emit = (event: RunEvent) => {
    events.push(event)
    on?.(event)
  }
  try {
    const outcome = await run(what, store, { program: 'trial.pipe', jobs: 2, ...rest }, emit, signal)
    return { ...outcome, ...told(events) }
  } finally {
    store.close()
  }
}

export function told(events: readonly RunEvent[]): Pick<Ran, 'events' | 'ends' | 'of' | 'problems'> {
  const of = <T extends RunFact['type']>(type: T) =>
    events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type)
  const ends = events.flatMap((event) =>
    /^node-(succeeded|cached|failed|skipped)$/.test(event.type) && 'node' in event
      ? [`${event.node}: ${event.type.slice(5)}`]
      : [],
  )
  const problems = (id: string) =>
    of('node-failed').flatMap((event) => (event.node === id ? event.diagnostics : []))
  return { events, ends, of, problems }
}

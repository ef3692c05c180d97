import type { Diagnostic } from '../../base/diagnostics/diagnostic.ts'
import { type Environment, evaluate } from '../../ir/evaluate.ts'
import type { FileValue, Value } from '../../ir/expression.ts'
import { type KeyRecord, nodeKey } from '../../ir/node-key.ts'
import type { Node, NodeKind } from '../../ir/program.ts'
import { literalWords, literalWordsOfParts } from '../files/command-words.ts'
import type { OutputPaths } from '../files/output-paths.ts'
import { fromRoot } from '../files/project-files.ts'
import type { HashedFile, ProjectInputs } from '../files/project-inputs.ts'
import { commandForm } from './command-form.ts'
import { filesIn, keyed } from './key-values.ts'

/** What keys are computed from, beside the node. */
export interface KeyContext {
  readonly environment: Environment
  readonly inputs: ProjectInputs
  readonly writers: OutputPaths
  readonly seed: number
}

/** Evaluated fields of a node. */
export type Config = { readonly [field: string]: Value }

/** A node's key with what went into it. The record and its hash are made when they are first asked for. */
export interface KnownKey {
  readonly state: 'known'
  readonly key: string
  readonly record: KeyRecord
  readonly config: Config
  /** The project files that the config names, by the path or glob in it. */
  readonly files: ReadonlyMap<string, readonly HashedFile[]>
}

/** A node's key, or why there is none (yet). */
export type KeyState =
  | KnownKey
  | { readonly state: 'unknown' | 'unavailable'; readonly node: string }
  /** `missing`: only because a file is not there, which an earlier node's command may still make. */
  | { readonly state: 'failed'; readonly diagnostics: readonly Diagnostic[]; readonly missing: boolean }

/** Every project file that went into a key, by path. */
export function filesOf({ files, record }: KnownKey): ReadonlyMap<string, string> {
  const named = [...files.values()].flat().map(({ path, hash }) => [path, hash] as const)
  return new Map([...named, ...Object.entries(record.code ?? {})])
}

/** The kinds that draw: for them the seed is part of what is made. */
const drawing: ReadonlySet<NodeKind> = new Set(['dataset', 'train'])

/** Computes the key of a node from what is known now. */
export async function keyOf(node: Node, context: KeyContext): Promise<KeyState> {
  const config: { [field: string]: Value } = {}
  for (const [field, expression] of Object.entries(node.config)) {
    const value = evaluate(expression, context.environment)
    if (value.state === 'failed') return { ...value, missing: false }
    if (value.state !== 'known') return value
    config[field] = value.value
  }
  const files = new Map<string, readonly HashedFile[]>()
  for (const path of filesIn(fieldsWithFiles(config))) {
    const resolved = await context.inputs.resolve(node.id, path)
    if (resolved.state !== 'known') return resolved
    files.set(path, resolved.files)
  }
  const code = node.kind === 'step' ? await codeOf(node, config, context) : undefined
  if (code && code.state !== 'known') return code
  return new LazyKey(node, config, files, context.seed, code?.files ?? noFiles)
}

const noFiles: readonly HashedFile[] = []

class LazyKey implements KnownKey {
  readonly state = 'known'
  readonly config: Config
  readonly files: KnownKey['files']
  private readonly node: Node
  private readonly seed: number
  private readonly code: readonly HashedFile[]
  private madeRecord: KeyRecord | undefined
  private madeKey: string | undefined

  constructor(
    node: Node,
    config: Config,
    files: KnownKey['files'],
    seed: number,
    code: readonly HashedFile[],
  ) {
    this.node = node
    this.config = config
    this.files = files
    this.seed = seed
    this.code = code
  }

  get record(): KeyRecord {
    this.madeRecord ??= recordOf(this.node, this.config, this.files, this.seed, this.code)
    return this.madeRecord
  }

  get key(): string {
    this.madeKey ??= nodeKey(this.record)
    return this.madeKey
  }
}

/** `code` is resolved apart: it stands in the record by content and path, wherever it was declared. */
function fieldsWithFiles({ code: _, ...others }: Config): readonly Value[] {
  return Object.values(others)
}

function recordOf(
  node: Node,
  config: Config,
  files: ReadonlyMap<string, readonly HashedFile[]>,
  seed: number,
  code: readonly HashedFile[],
): KeyRecord {
  const command = node.kind === 'step'
  const counted: { [field: string]: Value } = {}
  for (const [field, value] of Object.entries(config)) {
    if (!command || field !== 'code') counted[field] = keyed(value, files, command)
  }
  return {
    form: 1,
    component: { kind: node.kind, version: node.version },
    config: counted,
    ...(drawing.has(node.kind) && { seed }),
    ...(code.length > 0 && { code: Object.fromEntries(code.map(({ path, hash }) => [path, hash])) }),
  }
}

/** The code files of a command: those that `code` declares, and project files that are words of `run`. */
async function codeOf(node: Node, config: Config, context: KeyContext) {
  const files: HashedFile[] = []
  const own = new Set(context.writers.of(node.id).map(({ path }) => path))
  const named = wordsOfRun(node, config, context.environment)
    .filter((word) => word !== '' && word !== '.' && !word.startsWith('/') && !word.includes('\0'))
    .map((word) => fromRoot(node.folder, word))
    .filter((path) => !path.startsWith('..') && !own.has(path) && context.inputs.isPlainFile(path))
  for (const path of new Set([...declaredCode(node, config), ...named])) {
    const resolved = await context.inputs.resolve(node.id, path)
    if (resolved.state !== 'known') return resolved
    files.push(...resolved.files)
  }
  return { state: 'known', files } as const
}

function declaredCode(node: Node, config: Config): readonly string[] {
  const code = config.code
  if (!Array.isArray(code)) return []
  return code.flatMap((item: Value) => {
    if (typeof item === 'string') return [fromRoot(node.folder, item)]
    return typeof item === 'object' && item !== null && '$file' in item ? [(item as FileValue).$file] : []
  })
}

function wordsOfRun(node: Node, config: Config, environment: Environment): readonly string[] {
  const run = config.run
  const expression = node.config.run
  if (typeof run === 'string') return literalWords(run)
  if (!Array.isArray(run) || !expression) return []
  if (commandForm(expression, environment) === 'text') return literalWordsOfParts(run)
  return run.filter((item) => typeof item === 'string')
}

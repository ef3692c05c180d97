import { lstatSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import type { ArtifactValue, Expression, Value } from '../../ir/expression.ts'
import type { Node } from '../../ir/program.ts'
import type { KnownOutputs, Outputs } from '../plan/known-outputs.ts'
import { fromRoot } from './project-files.ts'

/** An output that a command writes to a path of the project. */
export interface DeclaredOutput {
  readonly node: string
  readonly output: string
  /** `file`, `directory`, `dataset`, `metrics`: the component that declares it. */
  readonly component: string
  /** Relative to the project's root, normalized. */
  readonly path: string
}

/** The outputs that a step declares; their paths are constants of the program. */
export function declaredOutputs(node: Node): readonly DeclaredOutput[] {
  const declared = node.kind === 'step' ? fieldsOf(node.config.outputs) : []
  return declared.flatMap(([output, expression]) => {
    const component = componentOf(expression)
    if (typeof component?.path !== 'string') return []
    return [{ node: node.id, output, component: component.name, path: fromRoot(node.folder, component.path) }]
  })
}

function fieldsOf(outputs: Expression | undefined): readonly (readonly [string, Expression])[] {
  if (outputs?.op === 'record') return Object.entries(outputs.fields)
  if (outputs?.op !== 'value' || typeof outputs.value !== 'object' || outputs.value === null) return []
  return Object.entries(outputs.value as { readonly [name: string]: Value }).map(([name, value]) => [
    name,
    { op: 'value', value },
  ])
}

function componentOf(expression: Expression): { readonly name: string; readonly path: unknown } | undefined {
  if (expression.op === 'component') {
    const path = expression.arguments.path
    return { name: expression.name, path: path?.op === 'value' ? path.value : undefined }
  }
  if (expression.op !== 'value' || typeof expression.value !== 'object' || expression.value === null)
    return undefined
  const value = expression.value as {
    readonly $component?: string
    readonly arguments?: { readonly path?: Value }
  }
  return value.$component === undefined ? undefined : { name: value.$component, path: value.arguments?.path }
}

/**
 * The output under which a result keeps files whose output is no artifact: those of metrics, by output. No name of a
 * user's begins with `$`.
 */
export const keptFiles = '$files'

/** The stored file or folder of an output that a command wrote to a path. */
export function placedArtifact(outputs: Outputs, output: string): ArtifactValue | undefined {
  const kept = outputs[keptFiles] as Outputs | undefined
  const value = kept?.[output] ?? outputs[output]
  return typeof value === 'object' && value !== null && '$artifact' in value
    ? (value as ArtifactValue)
    : undefined
}

/** Which node writes which path of the project. */
export class OutputPaths {
  private readonly byPath = new Map<string, DeclaredOutput>()
  private readonly byNode = new Map<string, readonly DeclaredOutput[]>()
  readonly diagnostics: readonly Diagnostic[]

  constructor(root: string, nodes: readonly Node[]) {
    const problems: Diagnostic[] = []
    const checked = new Map<string, boolean>()
    for (const node of nodes) {
      const outputs = declaredOutputs(node)
      this.byNode.set(node.id, outputs)
      for (const output of outputs) {
        const other = this.byPath.get(output.path)
        if (other) problems.push(twice(other, output))
        if (!staysInside(root, output.path, checked))
          problems.push(diagnose(runProblems.outputOutside, output))
        this.byPath.set(output.path, output)
      }
    }
    for (const output of this.byPath.values()) {
      const around = this.around(output.path)
      if (around) problems.push(twice(around, output))
    }
    this.diagnostics = problems
  }

  of(node: string): readonly DeclaredOutput[] {
    return this.byNode.get(node) ?? []
  }

  /** The output that is, or holds, this path. */
  writerOf(path: string): DeclaredOutput | undefined {
    return this.byPath.get(path) ?? this.around(path)
  }

  /** The content of a path that a node has written: the hash of its output, and the way to the path inside of that. */
  contentOf(
    path: string,
    outputs: KnownOutputs,
  ): { readonly hash: string; readonly rest: string } | undefined {
    const writer = this.writerOf(path)
    const made = writer && outputs.of(writer.node)
    if (!writer || !made || made === 'unavailable') return undefined
    const artifact = placedArtifact(made, writer.output)
    return artifact && { hash: artifact.hash, rest: path.slice(writer.path.length + 1) }
  }

  private around(path: string): DeclaredOutput | undefined {
    if (this.byPath.size === 0) return undefined
    for (let folder = dirname(path); folder !== '.' && folder !== '/'; folder = dirname(folder)) {
      const output = this.byPath.get(folder)
      if (output) return output
    }
    return undefined
  }
}

function twice(first: DeclaredOutput, second: DeclaredOutput): Diagnostic {
  return diagnose(runProblems.outputTwice, { first: first.node, second: second.node, path: second.path })
}

/** Whether a path, and the place that its folders lead to when links are followed, is inside of the project. */
function staysInside(root: string, path: string, checked: Map<string, boolean>): boolean {
  const [first] = path.split('/')
  if (isAbsolute(path) || path === '.' || first === '..' || first === '.pipe' || first === '.git')
    return false
  const folder = dirname(path)
  const known = checked.get(folder)
  if (known !== undefined) return known
  const inside = leadsInside(root, folder)
  checked.set(folder, inside)
  return inside
}

function leadsInside(root: string, folder: string): boolean {
  for (let existing = folder; existing !== '.'; existing = dirname(existing)) {
    if (!lstatSync(join(root, existing), { throwIfNoEntry: false })) continue
    try {
      const way = relative(realpathSync(root), realpathSync(join(root, existing)))
      return !way.startsWith('..') && !isAbsolute(way)
    } catch {
      // A link that leads nowhere: nothing can be written through it.
      return false
    }
  }
  return true
}

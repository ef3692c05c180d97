import { lstatSync, mkdirSync, readdirSync, readFileSync, type Stats } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import type { ArtifactKind, ArtifactValue, Value } from '../../ir/expression.ts'
import type { Node } from '../../ir/program.ts'
import type { Type } from '../../ir/type.ts'
import type { Store } from '../../store/store.ts'
import { type DeclaredOutput, keptFiles } from '../files/output-paths.ts'
import { onDisk, reasonOf } from '../files/project-files.ts'
import type { Outputs } from '../plan/known-outputs.ts'
import { measured } from './measured.ts'

/** Where a running command writes its outputs: a folder each, so that every file has the name that it will have. */
export class StagedOutputs {
  private readonly node: Node
  private readonly declared: readonly DeclaredOutput[]
  private readonly folder: string

  constructor(node: Node, declared: readonly DeclaredOutput[], folder: string) {
    this.node = node
    this.declared = declared
    this.folder = folder
    for (const output of declared) {
      mkdirSync(join(folder, 'outputs', output.output), { recursive: true })
      // A folder is there from the start: most commands write into one, few make it.
      if (output.component === 'directory') mkdirSync(this.path(output))
    }
  }

  /** Absolute path of an output by its name. */
  pathOf(name: string): string {
    const output = this.declared.find((declared) => declared.output === name)
    return output ? this.path(output) : join(this.folder, 'outputs', name)
  }

  /** Checks everything that was written, then takes it into the store. */
  async collect(root: string, store: Store): Promise<Result<Outputs>> {
    const problems = this.declared.flatMap((output) => this.check(output, root))
    const metrics = new Map<string, Value>()
    for (const output of problems.length > 0 ? [] : this.declared) {
      if (output.component !== 'metrics') continue
      const read = this.readMetrics(output)
      if (read.ok) metrics.set(output.output, read.value)
      else problems.push(...read.diagnostics)
    }
    if (problems.length > 0) return failed(...problems)
    const outputs: { [name: string]: Value } = {}
    const kept: { [name: string]: Value } = {}
    for (const output of this.declared) {
      const { hash, folder } = await store.put(this.path(output))
      const artifact = this.artifact(output, hash, folder)
      const measured = metrics.get(output.output)
      if (measured !== undefined) kept[output.output] = artifact
      outputs[output.output] = measured ?? artifact
    }
    return ok(metrics.size > 0 ? { ...outputs, [keptFiles]: kept } : outputs)
  }

  private path(output: DeclaredOutput): string {
    return join(this.folder, 'outputs', output.output, basename(output.path))
  }

  private check(output: DeclaredOutput, root: string): readonly Diagnostic[] {
    const { node, output: name, path, component } = output
    const status = lstatSync(this.path(output), { throwIfNoEntry: false })
    const written = isWritten(status, this.path(output))
    if (!status || !written) {
      const elsewhere = lstatSync(onDisk(root, path), { throwIfNoEntry: false }) !== undefined
      return [diagnose(runProblems.outputMissing, { node, output: name, path, written: elsewhere })]
    }
    const folder = component === 'directory'
    // What is neither, such as a link, is refused by the store, which says what it is.
    const mistaken = folder ? status.isFile() : status.isDirectory()
    if (!mistaken) return []
    const [expected, found] = folder ? ['a folder', 'a file'] : ['a file', 'a folder']
    return [diagnose(runProblems.outputWrongKind, { node, output: name, expected, found })]
  }

  private artifact(output: DeclaredOutput, hash: string, folder: boolean): ArtifactValue {
    const type = this.node.outputs[output.output]
    const $artifact = kindOf(output.component, type)
    const format = $artifact === 'Dataset' ? formatOf(output.path) : undefined
    return { $artifact, hash, ...(folder && { folder }), path: output.path, ...(format && { format }) }
  }

  private readMetrics(output: DeclaredOutput): Result<Value> {
    const problem = (reason: string) =>
      failed(diagnose(runProblems.metricsUnreadable, { node: output.node, output: output.output, reason }))
    let given: unknown
    try {
      given = JSON.parse(readFileSync(this.path(output), 'utf8'))
    } catch (error) {
      return problem(error instanceof SyntaxError ? `it is no JSON (${reasonOf(error)})` : reasonOf(error))
    }
    const type = this.node.outputs[output.output]
    if (type?.type !== 'record') return problem('the program declares no names for it')
    if (typeof given !== 'object' || given === null || Array.isArray(given))
      return problem('it is no JSON object')
    const record = given as { readonly [name: string]: unknown }
    const lacking = Object.keys(type.fields).find((name) => !Object.hasOwn(record, name))
    if (lacking !== undefined) return problem(`\`${lacking}\` is not there`)
    const fit = measured(record, type)
    return fit.ok ? ok(fit.value) : problem(`expected ${fit.expected}, found ${fit.found}`)
  }
}

/** A folder that is still as empty as it was made counts as not written. */
function isWritten(status: Stats | undefined, path: string): boolean {
  return status !== undefined && (!status.isDirectory() || readdirSync(path).length > 0)
}

const kinds: Readonly<Record<string, ArtifactKind>> = { directory: 'Directory', dataset: 'Dataset' }

function kindOf(component: string, type: Type | undefined): ArtifactKind {
  return type?.type === 'artifact' ? type.artifact : (kinds[component] ?? 'File')
}

/** How a dataset that a command wrote is read, by the ending of its name. */
function formatOf(path: string): string {
  const ending = extname(path).slice(1).toLowerCase()
  return ending === 'json' || ending === 'jsonl' ? ending : 'csv'
}

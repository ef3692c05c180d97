import { mkdirSync, symlinkSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { ArtifactValue, FileValue, OutputPathValue } from '../../ir/expression.ts'
import type { WordPaths } from '../commands/shell-words.ts'
import { onDisk } from '../files/project-files.ts'
import type { Attempt, Workshop } from './executor.ts'
import type { StagedOutputs } from './step-outputs.ts'

/**
 * Where a command finds what it names. A stored thing is handed over as a link that bears its name: the store's own
 * name for it is a hash without an ending, by which no program would know what it is.
 */
export class CommandPaths implements WordPaths {
  private readonly attempt: Attempt
  private readonly workshop: Workshop
  private readonly outputs: StagedOutputs | undefined
  private readonly folder: string
  private readonly links = new Map<string, string>()
  private staging: string | undefined

  constructor(parts: {
    readonly attempt: Attempt
    readonly workshop: Workshop
    readonly outputs: StagedOutputs | undefined
    /** Where the command runs, absolute. */
    readonly folder: string
  }) {
    this.attempt = parts.attempt
    this.workshop = parts.workshop
    this.outputs = parts.outputs
    this.folder = parts.folder
  }

  /** Makes room for links, if the command names anything that is stored. */
  async prepare(staging: () => Promise<string>): Promise<void> {
    if (this.attempt.node.dependencies.length > 0) this.staging = await staging()
  }

  artifact(value: ArtifactValue): string {
    const name = value.path ? basename(value.path) : nameOf(value)
    const known = this.links.get(`${value.hash}/${name}`)
    if (known) return known
    const target = this.workshop.store.objectPath(value.hash)
    if (this.staging === undefined) return target
    const folder = join(this.staging, 'inputs', String(this.links.size))
    mkdirSync(folder, { recursive: true })
    const link = join(folder, name)
    symlinkSync(target, link)
    this.links.set(`${value.hash}/${name}`, link)
    return link
  }

  file({ $file }: FileValue): readonly string[] {
    const files = this.attempt.files.get($file) ?? []
    return files.map(({ path }) => relative(this.folder, onDisk(this.workshop.root, path)) || '.')
  }

  output({ $output }: OutputPathValue): string {
    return this.outputs?.pathOf($output) ?? $output
  }
}

/** What a thing without a name of its own is called. */
function nameOf({ $artifact, format }: ArtifactValue): string {
  const name = $artifact.toLowerCase()
  return format === undefined ? name : `${name}.${format}`
}

import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Span } from '../../base/source.ts'
import type { ImportHost } from '../host.ts'
import { nameFrom } from '../names.ts'
import { isWithin } from '../paths.ts'
import type { Shapes } from '../yaml/shape.ts'
import { member, type YamlMap } from '../yaml/tree.ts'
import { type Artifact, type ArtifactPart, artifactParts } from './artifacts.ts'
import type { Job } from './job.ts'
import { knownText, type Values } from './values.ts'

/** An upload, by the step of the workflow that says so. */
interface Upload {
  readonly job: Job
  readonly step: YamlMap
  readonly artifact: Artifact
}

/** What the jobs of one workflow know of one another. */
export class Workflow {
  readonly root: YamlMap
  readonly shapes: Shapes
  readonly values: Values
  readonly jobs: readonly Job[]
  private readonly written: string
  private readonly found: Upload[] = []
  private readonly artifacts: readonly Upload[]
  private readonly jobOutputs = new Map<Job, Map<string, string>>()

  constructor(parts: {
    readonly root: YamlMap
    readonly shapes: Shapes
    readonly values: Values
    readonly jobs: readonly Job[]
    /** The text of the workflow: what of it is ever read is seen by its name. */
    readonly written: string
    readonly host: ImportHost
  }) {
    this.root = parts.root
    this.shapes = parts.shapes
    this.values = parts.values
    this.jobs = parts.jobs
    this.written = parts.written
    for (const job of parts.jobs) {
      this.findUploads(job, parts.host)
      this.findOutputs(job)
    }
    this.artifacts = keptApart(this.found)
  }

  /** The paths that a job uploads. */
  uploadsOf(job: Job): readonly ArtifactPart[] {
    return this.artifacts.filter((each) => each.job === job).flatMap(({ artifact }) => artifact.parts)
  }

  isCarried(step: YamlMap, job: Job): boolean {
    return this.artifacts.some((each) => each.step === step && each.job === job)
  }

  /** An artifact by its name, as another job downloads it. */
  artifact(name: string, reader: Job): Artifact | undefined {
    return this.artifacts.find(({ job, artifact }) => job !== reader && artifact.name === name)?.artifact
  }

  /** The outputs of a step that something reads. */
  stepOutputs(id: string): readonly string[] {
    const pattern = new RegExp(`\\bsteps\\.${escaped(id)}\\.outputs\\.([\\w-]+)`, 'g')
    return [...new Set([...this.written.matchAll(pattern)].map((match) => match[1] ?? ''))]
  }

  /** The file with an output of a job, as another job reads it. */
  jobOutput(id: string, key: string): string | undefined {
    const job = this.jobs.find((each) => each.id === id)
    const name = job && this.jobOutputs.get(job)?.get(key)
    return job && name !== undefined ? `${job.step}.${name}` : undefined
  }

  /** The same, as the job itself writes it. */
  ownOutput(job: Job, key: string): string | undefined {
    const name = this.jobOutputs.get(job)?.get(key)
    return name === undefined ? undefined : `outputs.${name}`
  }

  /** The outputs of the step that a job becomes: name and path. */
  outputsOf(job: Job): readonly (readonly [name: string, kind: 'file' | 'directory', path: string])[] {
    const files = [...(this.jobOutputs.get(job) ?? [])].map(([key, name]) => {
      return [name, 'file', `job-outputs/${job.step}/${nameFrom(key, 'output')}.txt`] as const
    })
    const uploads = this.uploadsOf(job).map(({ output, kind, kept }) => [output, kind, kept] as const)
    return [...files, ...uploads]
  }

  private findUploads(job: Job, host: ImportHost): void {
    const { shapes } = this
    const taken = new Set<string>()
    for (const step of shapes.items(member(job.node, 'steps'))) {
      const upload = step.kind === 'map' ? uploadIn(step, job, shapes) : undefined
      if (!upload || step.kind !== 'map') continue
      const parts = artifactParts(upload.paths, upload.name, job.outputNames, host)
      if (!parts || parts.some(({ path }) => taken.has(path))) continue
      for (const { path, guessed } of parts) {
        taken.add(path)
        if (guessed) this.tellGuess(path, job, upload.span)
      }
      this.found.push({ job, step, artifact: { name: upload.name, step: job.step, parts } })
    }
  }

  private tellGuess(path: string, job: Job, span: Span): void {
    const where = { file: this.shapes.file, span }
    this.shapes.report.tell(importProblems.guessedFolder, { path, owner: job.owner }, where, job.step)
  }

  /** Only outputs that another job reads become files. */
  private findOutputs(job: Job): void {
    const first = this.jobs.find(({ id }) => id === job.id)
    if (first !== job) return
    const outputs = new Map<string, string>()
    for (const { key, keySpan } of this.shapes.entries(member(job.node, 'outputs'), '`outputs`')) {
      const pattern = new RegExp(`\\bneeds\\.${escaped(job.id)}\\.outputs\\.${escaped(key)}\\b`)
      if (!pattern.test(this.written)) continue
      outputs.set(key, job.outputNames.claim('output', key, { file: this.shapes.file, span: keySpan }))
    }
    this.jobOutputs.set(job, outputs)
  }
}

/** Two jobs may upload one path, for each has a folder of its own; the program keeps the second under its name. */
function keptApart(uploads: readonly Upload[]): readonly Upload[] {
  const kept: string[] = []
  return uploads.map((upload) => {
    const { artifact } = upload
    const parts = artifact.parts.map((part) => {
      const taken = kept.some((path) => isWithin(path, part.path) || isWithin(part.path, path))
      const place = part.within === '.' ? '' : `/${part.within}`
      const own = taken ? `artifacts/${nameFrom(artifact.name, 'artifact')}${place}` : part.path
      kept.push(own)
      return { ...part, kept: own }
    })
    return { ...upload, artifact: { ...artifact, parts } }
  })
}

/** What a step uploads, when it does; what depends on how the job went is no output that others can count on. */
function uploadIn(
  step: YamlMap,
  job: Job,
  shapes: Shapes,
): { readonly name: string; readonly paths: readonly string[]; readonly span: Span } | undefined {
  const uses = member(step, 'uses')
  if (uses?.kind !== 'scalar' || !/^actions\/upload-artifact(@|$)/.test(uses.text)) return undefined
  if (member(step, 'if') !== undefined) return undefined
  const options = shapes.map(member(step, 'with'), '`with`')
  const nameNode = options && member(options, 'name')
  const pathNode = options && member(options, 'path')
  const name = knownText(job, (nameNode && shapes.text(nameNode, '`name`')) ?? 'artifact')
  const written = pathNode && knownText(job, shapes.text(pathNode, '`path`') ?? '')
  if (name === undefined || written === undefined) return undefined
  const paths = written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return { name, paths, span: pathNode ?? step }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

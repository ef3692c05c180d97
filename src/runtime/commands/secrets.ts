import { readFileSync } from 'node:fs'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { failed, ok, type Result } from '../../base/result.ts'
import type { Program, Secret } from '../../ir/program.ts'
import { onDisk, reasonOf } from '../files/project-files.ts'
import type { Redactor } from './redaction.ts'

/** The secrets of a program: read when a process is about to be given them, and hidden from then on. */
export class Secrets {
  private readonly byName: ReadonlyMap<string, Secret>
  private readonly root: string
  private readonly variables: NodeJS.ProcessEnv
  private readonly redactor: Redactor

  constructor(program: Program, root: string, variables: NodeJS.ProcessEnv, redactor: Redactor) {
    this.byName = new Map(program.secrets.map((secret) => [secret.name, secret]))
    this.root = root
    this.variables = variables
    this.redactor = redactor
  }

  /** Hides every secret that is there, also from the logs of nodes that were not given it. */
  hideAll(): void {
    for (const name of this.byName.keys()) this.read(name)
  }

  /** The text of a secret, without the line break at the end of a file. */
  read(name: string): Result<string> {
    const secret = this.byName.get(name)
    const text = secret && this.textOf(secret)
    if (typeof text === 'object') return failed(text)
    if (!secret || text === undefined) {
      const source = secret ? describeSource(secret) : 'the program'
      return failed(diagnose(runProblems.secretMissing, { secret: name, source }))
    }
    this.redactor.add(text)
    return ok(text)
  }

  /** The variables for commands: a secret that was put into the environment is not handed to all of them. */
  inherited(): NodeJS.ProcessEnv {
    const variables = { ...this.variables }
    for (const { from } of this.byName.values()) if ('env' in from) delete variables[from.env]
    return variables
  }

  private textOf({ name, from }: Secret): string | Diagnostic | undefined {
    if ('env' in from) return this.variables[from.env]
    try {
      return readFileSync(onDisk(this.root, from.file), 'utf8').replace(/\r?\n$/, '')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      return diagnose(runProblems.secretUnreadable, {
        secret: name,
        path: from.file,
        reason: reasonOf(error),
      })
    }
  }
}

function describeSource({ from }: Secret): string {
  return 'env' in from ? `the environment variable ${from.env}` : `the file ${from.file}`
}

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import {
  DirectLauncher,
  type Launcher,
  type Listener,
  type NotStarted,
  type Order,
  type Started,
} from './launcher.ts'
import { LaunchingShell, type ShellKind } from './launching-shell.ts'

/**
 * Bash gives each command a group of its own under `set -m`, also without a terminal; without the trap it would end
 * when a command is ended by SIGINT. `-p` keeps it from reading files and functions of the user's.
 */
const bash: ShellKind = {
  file: 'bash',
  arguments: ['--posix', '-p', '-s'],
  setup: 'set -m; trap : INT',
  number: '__pipe_number=$BASHPID',
  before: '',
}

/** Any other shell needs a program for it, which is one more to load for each command. */
const plain: ShellKind = {
  file: 'sh',
  arguments: ['-s'],
  setup: ':',
  // A shell knows no number but that of its outermost self; the one thread of a process is called as it is.
  number: 'for __pipe_number in /proc/self/task/*; do __pipe_number=${__pipe_number##*/}; done',
  before: 'setsid ',
}

/** The kinds of shells that can be used here, the better first. They read `/proc`, so that it takes a Linux. */
export function shellKinds(variables: NodeJS.ProcessEnv): readonly ShellKind[] {
  if (process.platform !== 'linux') return []
  const has = (name: string) =>
    (variables.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)))
  return [...(has('bash') ? [bash] : []), ...(has('setsid') ? [plain] : [])]
}

/** Variables that a shell may not be told to set. */
const readOnly = new Set(['UID', 'EUID', 'PPID', 'BASHOPTS', 'SHELLOPTS', 'BASH_VERSINFO'])

/**
 * Starts commands through shells that stay. A fork copies the page tables of who forks: a shell's are a fiftieth of
 * this process's, which meanwhile goes on.
 */
export class ShellLauncher implements Launcher {
  private readonly kind: ShellKind
  private readonly run: string
  private readonly folder: string
  private readonly variables: NodeJS.ProcessEnv
  private readonly direct: DirectLauncher
  private shells: LaunchingShell[] = []

  /** For the commands of a run, most of which run in `folder`. */
  constructor(kind: ShellKind, run: string, folder: string, variables: NodeJS.ProcessEnv) {
    this.run = run
    this.kind = kind
    this.folder = folder
    this.variables = variables
    this.direct = new DirectLauncher(run, variables)
  }

  start(order: Order, hear: Listener): Promise<Started | NotStarted> {
    if (!suits(order)) return this.direct.start(order, hear)
    const free = this.shells.find((shell) => shell.usable)
    if (free) return free.start(order, hear)
    const shell = new LaunchingShell(this.kind, this.run, this.folder, this.variables)
    this.shells = [...this.shells.filter((known) => !known.retired), shell]
    return shell.start(order, hear)
  }

  close(): void {
    for (const shell of this.shells) shell.retire()
    this.shells = []
  }
}

/** Whether a shell can start it just as well: a program that may be missing, or a name that no shell takes, it can't. */
function suits({ file, arguments: words, folder, variables }: Order): boolean {
  if (file !== 'sh') return false
  const names = Object.keys(variables)
  if (!names.every((name) => /^[A-Za-z_]\w*$/.test(name) && !readOnly.has(name))) return false
  return ![folder, ...words, ...Object.values(variables)].some((text) => text?.includes('\0'))
}

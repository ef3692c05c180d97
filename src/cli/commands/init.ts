import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../../base/diagnostics/usage-problems.ts'
import { type StarterName, starterFiles } from '../starters.ts'
import { type ExitCode, exitCodes, print, printDiagnostics } from '../terminal.ts'

export interface InitOptions {
  readonly starter: StarterName
}

/** `pipe init [folder]`: writes a program that runs as it is. Nothing that exists is overwritten. */
export async function init(folder: string, options: InitOptions): Promise<ExitCode> {
  const files = starterFiles(options.starter)
  const taken = [...files.keys()].find((name) => existsSync(join(folder, name)))
  if (taken) {
    await printDiagnostics([diagnose(usageProblems.alreadyThere, { path: join(folder, taken) })])
    return exitCodes.usage
  }
  for (const [name, content] of files) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content, { flag: 'wx' })
    print(`wrote ${relative('.', path)}`)
  }
  const here = relative('.', folder)
  print(`\nNext:${here ? `\n  cd ${here}` : ''}\n  pipe plan\n  pipe run`)
  return exitCodes.done
}

import { accessSync, constants, existsSync } from 'node:fs'
import { availableParallelism, freemem, totalmem } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { learningReport } from '../../learning/doctor.ts'
import { type ExitCode, exitCodes, print, printJson } from '../terminal.ts'

export interface DoctorOptions {
  readonly json?: boolean
}

/** One line of the report: `ok` is absent where a thing is merely said. */
interface Finding {
  readonly what: string
  readonly found: string
  readonly ok?: boolean
  readonly advice?: string
}

/** `pipe doctor`: what this machine and this project have, and what to do about what is missing. */
export async function doctor(options: DoctorOptions): Promise<ExitCode> {
  const findings = [...machine(), ...(await storeFindings()), ...(await learning())]
  if (options.json) printJson(findings)
  else print(findings.map(describe).join('\n'))
  return findings.some((finding) => finding.ok === false) ? exitCodes.failed : exitCodes.done
}

function describe({ what, found, ok, advice }: Finding): string {
  const mark = ok === undefined ? ' ' : ok ? '✓' : '✗'
  return `${mark} ${what.padEnd(12)} ${found}${advice ? `\n               ${advice}` : ''}`
}

function machine(): readonly Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const recent = major > 20 || (major === 20 && minor >= 19)
  const memory = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`
  return [
    {
      what: 'node',
      found: `${process.version} on ${process.platform} ${process.arch}`,
      ok: recent,
      ...(!recent && { advice: 'Install Node 20.19 or newer.' }),
    },
    { what: 'cores', found: `${availableParallelism()}, which is how many nodes run at a time` },
    { what: 'memory', found: `${memory(freemem())} free of ${memory(totalmem())}` },
    tool('sh', 'commands of `step` run in it', true),
    tool('python3', 'only programs that call it need it', false),
    tool('nvidia-smi', 'shows NVIDIA GPUs where they are', false),
  ]
}

function tool(name: string, why: string, needed: boolean): Finding {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(executable)
  if (found) return { what: name, found, ok: true }
  return { what: name, found: `not installed (${why})`, ...(needed && { ok: false }) }
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function storeFindings(): Promise<readonly Finding[]> {
  if (!existsSync('.pipe')) return [{ what: 'store', found: 'none here yet; `pipe run` makes `.pipe/`' }]
  const { openStore } = await import('../../store/open.ts')
  const damage: string[] = []
  const store = await openStore(resolve('.'), { onDamage: ({ message }) => damage.push(message) })
  if (!store.ok) {
    return store.diagnostics.map(({ message, hint }) => ({
      what: 'store',
      found: message,
      ok: false,
      ...(hint && { advice: hint }),
    }))
  }
  const report = await store.value.verify()
  store.value.close()
  const { objects, damaged } = report
  const found = `${report.results} results, ${objects.count} objects, ${megabytes(objects.bytes)}, ${damaged.length} damaged`
  return [
    { what: 'store', found, ok: damaged.length === 0 },
    ...damage.map((message) => ({ what: 'store', found: message })),
  ]
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

async function learning(): Promise<readonly Finding[]> {
  const report = await learningReport()
  return report.map(({ what, found, ok, advice }) => ({
    what,
    found,
    ...(ok !== undefined && { ok }),
    ...(advice !== undefined && { advice }),
  }))
}

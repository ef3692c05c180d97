import { hasErrors } from '../../base/diagnostics/diagnostic.ts'
import { renderTable } from '../../reporters/tables.ts'
import { type Plan, type PlannedNode, planRun } from '../../runtime/plan/plan.ts'
import { exitOfDiagnostics } from '../outcome.ts'
import { loadProject, type SettingOptions } from '../project.ts'
import { openStoreOf } from '../store-here.ts'
import {
  type ExitCode,
  exitCodes,
  print,
  printDiagnostics,
  printJson,
  wantsColor,
  widthOf,
} from '../terminal.ts'

export interface PlanOptions extends SettingOptions {
  readonly only?: readonly string[]
  readonly until?: readonly string[]
  readonly force?: boolean
  readonly exitCode?: boolean
  readonly json?: boolean
}

/** `pipe plan`: for each node whether it would run, and which field of its key is the reason. */
export async function plan(argument: string | undefined, options: PlanOptions): Promise<ExitCode> {
  const project = await loadProject(argument, options)
  if (typeof project === 'number') return project
  const store = await openStoreOf(project.root)
  if (typeof store === 'number') return store
  try {
    const { only, until, force } = options
    const planned = await planRun(project.program, store, {
      program: project.name,
      overrides: project.settings,
      ...(only && { only }),
      ...(until && { until }),
      ...(force && { force }),
    })
    await printDiagnostics(planned.diagnostics, project.sources)
    if (hasErrors(planned.diagnostics)) return exitOfDiagnostics(planned.diagnostics)
    if (options.json) printJson(planned.nodes.map(asJson))
    else print(planText(planned))
    return options.exitCode && planned.nodes.some(runs) ? exitCodes.wouldRun : exitCodes.done
  } finally {
    store.close()
  }
}

function runs({ decision, dormant, node }: PlannedNode): boolean {
  return (decision === 'run' || decision === 'wait') && !dormant && node.kind !== 'notify'
}

function asJson({ node, decision, reason, known, dormant }: PlannedNode) {
  const key = known && { key: known.key }
  return { id: node.id, name: node.name, kind: node.kind, decision, reason, ...key, dormant }
}

const looks = {
  run: { color: 'yellow', word: 'run' },
  wait: { color: 'yellow', word: 'wait' },
  cached: { color: 'green', word: 'cached' },
  skip: { color: 'gray', word: 'skip' },
} as const

/** The rows that a person reads; thousands of cached nodes would hide what runs, so they are counted. */
const longest = 200

function planText({ nodes }: Plan): string {
  const interesting = nodes.length > longest ? nodes.filter(({ decision }) => decision !== 'cached') : nodes
  const rows = interesting.slice(0, longest).map(({ node, decision, reason }) => {
    const look = looks[decision]
    return [{ text: look.word, color: look.color }, node.name, { text: node.kind, dim: true }, reason]
  })
  const columns = ['', 'node', 'kind', 'why'].map((title) => ({ title, shrink: title === 'why' }))
  const table = renderTable(rows, {
    columns,
    width: widthOf(process.stdout),
    color: wantsColor(process.stdout),
  })
  const count = (decision: string) => nodes.filter((node) => node.decision === decision).length
  const words = [
    `${count('run')} to run`,
    `${count('wait')} waiting for them`,
    `${count('cached')} cached`,
    `${count('skip')} skipped`,
  ].filter((text) => !text.startsWith('0 '))
  const hidden = interesting.length > longest ? `… and ${interesting.length - longest} more\n` : ''
  return `${rows.length > 0 ? `${table}\n` : ''}${hidden}\n${words.join(', ') || 'Nothing to do'}.`
}

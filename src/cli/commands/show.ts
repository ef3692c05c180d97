import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { usageProblems } from '../../base/diagnostics/usage-problems.ts'
import { closest } from '../../base/suggestion.ts'
import { plot } from '../../reporters/plot.ts'
import { renderRunSummary } from '../../reporters/run-summary.ts'
import { runStateOf } from '../../reporters/state/fold.ts'
import type { NodeState, RunState } from '../../reporters/state/run-state.ts'
import type { RunEvent } from '../../runtime/event.ts'
import type { RunRecord, Store } from '../../store/store.ts'
import { openHere } from '../store-here.ts'
import {
  type ExitCode,
  exitCodes,
  print,
  printDiagnostics,
  printJson,
  wantsColor,
  widthOf,
} from '../terminal.ts'

export interface ShowOptions {
  readonly json?: boolean
}

/** `pipe show [run] [node]`: what a run came to, folded from its journal just as the live view was. */
export async function show(
  run: string | undefined,
  node: string | undefined,
  options: ShowOptions,
): Promise<ExitCode> {
  const store = await openHere()
  if (typeof store === 'number') return store
  try {
    const record = findRun(store, run)
    if (!record) {
      const problem =
        run === undefined || run === 'last'
          ? diagnose(usageProblems.noRunsYet, {})
          : diagnose(usageProblems.noSuchRun, { run })
      await printDiagnostics([problem])
      return exitCodes.usage
    }
    const events = store.events(record.id) as unknown as readonly RunEvent[]
    if (!options.json && !events.some(({ type }) => type === 'run-started')) {
      await printDiagnostics([diagnose(usageProblems.historyLost, { run: record.id, status: record.status })])
      return exitCodes.failed
    }
    return node === undefined
      ? await showRun(record, events, options)
      : await showNode(runStateOf(events), node, options)
  } finally {
    store.close()
  }
}

function findRun(store: Store, run: string | undefined): RunRecord | undefined {
  const records = store.runs()
  return run === undefined || run === 'last' ? records[0] : records.find(({ id }) => id === run)
}

async function showRun(
  record: RunRecord,
  events: readonly RunEvent[],
  options: ShowOptions,
): Promise<ExitCode> {
  if (options.json) {
    printJson({ run: record, events })
    return exitCodes.done
  }
  const width = widthOf(process.stdout)
  const color = wantsColor(process.stdout)
  const state = runStateOf(events)
  print(renderRunSummary(state, { width, color, sources: new Map(), next: false }))
  for (const node of state.nodes.values()) {
    const text = curvesOf(node, width, color)
    if (text !== undefined) print(text)
  }
  return exitCodes.done
}

async function showNode(state: RunState, name: string, options: ShowOptions): Promise<ExitCode> {
  const node = [...state.nodes.values()].find((candidate) => candidate.id === name || candidate.name === name)
  if (!node) {
    const suggestion = closest(
      name,
      [...state.nodes.values()].map((candidate) => candidate.name),
    )
    await printDiagnostics([diagnose(nameProblems.unknownName, { name, suggestion })])
    return exitCodes.usage
  }
  if (options.json) {
    const curves = Object.fromEntries([...node.curves].map(([metric, curve]) => [metric, curve.points()]))
    printJson({ ...node, curves, regulations: [...node.regulations.values()], log: node.log?.tail() ?? [] })
    return exitCodes.done
  }
  print(`${node.name} (${node.kind}) ${node.status}${node.reason ? `: ${node.reason}` : ''}\n`)
  for (const [metric, value] of Object.entries(node.metrics)) print(`  ${metric.padEnd(24)} ${value}`)
  for (const output of node.outputs) print(`  ${output.name.padEnd(24)} ${output.kind} ${output.path ?? ''}`)
  const text = curvesOf(node, widthOf(process.stdout), wantsColor(process.stdout))
  if (text !== undefined) print(text)
  await printDiagnostics(node.diagnostics)
  return exitCodes.done
}

/** Losses share one plot, for they share one scale; nodes without a curve of two points have none. */
function curvesOf(node: NodeState, width: number, color: boolean): string | undefined {
  const series = ['loss', 'val.loss'].flatMap((name) => {
    const points = node.curves.get(name)?.points() ?? []
    return points.length > 1 ? [{ name, points }] : []
  })
  if (series.length === 0) return undefined
  return `\n${node.name}\n${plot(series, { width: Math.min(width, 100), height: 10, color })}`
}

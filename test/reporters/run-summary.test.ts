import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../src/base/display-width.ts'
import { renderRunSummary } from '../../src/reporters/run-summary.ts'
import { createRunState, runStateOf } from '../../src/reporters/state/fold.ts'
import { cachedProgram, failing, penguins, study } from './simulated-programs.ts'
import { eventsOf, type SimulatedNode, simulate, simulatedSource } from './simulation.ts'

const sources = new Map([[simulatedSource.file, simulatedSource]])

function summaryOf(nodes: readonly SimulatedNode[], { width = 80, color = false, until = 1 } = {}): string {
  const events = eventsOf(simulate('penguins', nodes, 2))
  return renderRunSummary(runStateOf(events.slice(0, Math.ceil(events.length * until))), {
    width,
    color,
    sources,
  })
}

describe('renderRunSummary', () => {
  it('tells of a success', async () => {
    await expect(summaryOf(penguins)).toMatchFileSnapshot('golden/summary-success.golden.txt')
  })

  it('tells of a failure, with the code and the last lines of the log', async () => {
    await expect(summaryOf(failing)).toMatchFileSnapshot('golden/summary-failure.golden.txt')
  })

  it('tells that there was nothing to do', async () => {
    await expect(summaryOf(cachedProgram(9))).toMatchFileSnapshot('golden/summary-cached.golden.txt')
  })

  it('tells of a run that broke off', async () => {
    await expect(summaryOf(penguins, { until: 0.5 })).toMatchFileSnapshot(
      'golden/summary-broken-off.golden.txt',
    )
  })

  it('repeats the leaks of test data that the program allows, and why', () => {
    const events = eventsOf(simulate('penguins', penguins, 2)).map((event) => {
      if (event.type !== 'run-started') return event
      const leak = {
        code: 'PIPE3203',
        message: '`best` is evaluated on `penguins.train`, and `fit` trained the model on it.',
        reason: 'shows how far\u001b[31m training and test lie apart',
      }
      const nodes = event.nodes.map((node) =>
        node.name === 'best' ? { ...node, allowedLeaks: [leak] } : node,
      )
      return { ...event, nodes }
    })
    const summary = renderRunSummary(runStateOf(events), { width: 60, color: false, sources })
    expect(summary).toContain(
      [
        'Allowed leaks',
        '  PIPE3203 `best` is evaluated on `penguins.train`, and',
        '  `fit` trained the model on it.',
        '    allowed: shows how far training and test lie apart',
        '',
      ].join('\n'),
    )
    expect(summaryOf(penguins)).not.toContain('Allowed leaks')
  })

  it('turns tables that are too wide, and cuts long ones', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `recall.class_${index}`)
    const metrics = Object.fromEntries(names.map((name, index) => [name, index / 12]))
    const wide: SimulatedNode[] = [
      { name: 'judged_mlp', kind: 'evaluate', metrics },
      { name: 'judged_linear', kind: 'evaluate', metrics },
    ]
    await expect(summaryOf([...wide, ...study(80)])).toMatchFileSnapshot('golden/summary-large.golden.txt')
  })

  it.each([20, 40, 80, 200])('keeps to %i columns', (width) => {
    for (const nodes of [penguins, study(80)]) {
      for (const line of summaryOf(nodes, { width }).split('\n'))
        expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  it('uses colours only where they are wanted', () => {
    expect(summaryOf(failing)).not.toContain('\u001b')
    expect(summaryOf(failing, { color: true })).toContain('\u001b[31m')
  })

  it('has something to say of a run that never started', () => {
    expect(renderRunSummary(createRunState(), { width: 80, color: false, sources })).toContain(
      'did not start',
    )
  })
})

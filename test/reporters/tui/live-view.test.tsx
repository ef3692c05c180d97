import { cleanup, render } from 'ink-testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { displayWidth } from '../../../src/base/display-width.ts'
import { createRunState, foldEvent } from '../../../src/reporters/state/fold.ts'
import type { RunState } from '../../../src/reporters/state/run-state.ts'
import { LiveView } from '../../../src/reporters/tui/components/live-view.tsx'
import { failing, penguins, study } from '../simulated-programs.ts'
import { eventsOf, type SimulatedNode, simulate, simulatedSource } from '../simulation.ts'

const startedAt = 1_700_000_000_000
const sources = new Map([[simulatedSource.file, simulatedSource]])

/** The state of a run so many milliseconds after its start. */
function stateAt(nodes: readonly SimulatedNode[], ms: number, jobs = 2): RunState {
  const state = createRunState()
  for (const event of eventsOf(simulate('penguins', nodes, jobs), startedAt)) {
    if (event.at <= startedAt + ms) foldEvent(state, event)
  }
  return state
}

interface Shown {
  readonly state: RunState
  readonly ms: number
  readonly columns?: number
  readonly rows?: number
  readonly color?: boolean
}

function show(first: Shown) {
  const onCancel = vi.fn<(force: boolean) => void>()
  const onRedraw = vi.fn<() => void>()
  const element = ({ state, ms, columns = 80, rows = 24, color = false }: Shown) => (
    <LiveView
      state={state}
      now={startedAt + ms}
      columns={columns}
      rows={rows}
      color={color}
      sources={sources}
      onCancel={onCancel}
      onRedraw={onRedraw}
      onClose={() => {}}
    />
  )
  const view = render(element(first))
  return {
    frame: () => view.lastFrame() ?? '',
    lines: () => (view.lastFrame() ?? '').split('\n'),
    update: (next: Shown) => view.rerender(element(next)),
    press: async (...keys: readonly string[]) => {
      for (const key of keys) {
        view.stdin.write(key)
        // React renders in a microtask; Ink waits one turn to tell the escape key from a sequence.
        await turn()
        await turn()
      }
    },
    selected: () => (view.lastFrame() ?? '').split('\n').find((line) => line.startsWith('❯')) ?? '',
    unmount: view.unmount,
    onCancel,
    onRedraw,
  }
}

const key = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  home: '\u001b[H',
  end: '\u001b[F',
  enter: '\r',
  tab: '\t',
  ctrlC: '\u0003',
  ctrlL: '\u000c',
}

function expectFits(lines: readonly string[], columns: number, rows: number): void {
  expect(lines.length).toBeLessThanOrEqual(rows)
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

afterEach(() => cleanup())

describe('frames', () => {
  const sizes = [
    [80, 24],
    [120, 40],
    [40, 12],
  ] as const
  const runs = [
    ['3-nodes', penguins.slice(0, 3), 2200, 2],
    ['12-nodes', penguins, 9000, 2],
    ['40-nodes', study(40), 4300, 3],
    ['500-nodes', study(500), 9000, 8],
    ['failed', failing, 24_500, 2],
  ] as const
  for (const [columns, rows] of sizes) {
    it.each(runs)(`%s at ${columns} × ${rows}`, async (name, nodes, ms, jobs) => {
      const view = show({ state: stateAt(nodes, ms, jobs), ms, columns, rows })
      expectFits(view.lines(), columns, rows)
      await expect(`${view.frame()}\n`).toMatchFileSnapshot(
        `../golden/frame-${name}-${columns}x${rows}.golden.txt`,
      )
    })
  }

  it('fit terminals of any size, before, during and after a run', async () => {
    for (const [nodes, ms] of [
      [penguins, 0],
      [penguins, 9000],
      [failing, 24_500],
      [study(500), 9000],
    ] as const) {
      const state = stateAt(nodes, ms, 8)
      const view = show({ state, ms })
      for (const [columns, rows] of [
        [1, 1],
        [10, 3],
        [20, 6],
        [40, 10],
        [60, 30],
        [72, 14],
        [100, 9],
        [100, 60],
      ] as const) {
        view.update({ state, ms, columns, rows })
        expectFits(view.lines(), columns, Math.max(rows, 2))
        for (const keys of [['?'], ['?'], [key.enter], [key.enter]]) {
          await view.press(...keys)
          expectFits(view.lines(), columns, Math.max(rows, 2))
        }
      }
      view.unmount()
    }
  })

  it('wait for the plan', async () => {
    expect(show({ state: createRunState(), ms: 0 }).frame()).toContain('Planning…')
  })

  it('have colours only where they are wanted', async () => {
    const state = stateAt(penguins, 9000)
    expect(show({ state, ms: 9000 }).frame()).not.toContain('\u001b')
    const colored = show({ state, ms: 9000, color: true }).frame()
    const bare = show({ state, ms: 9000 }).frame()
    expect(colored).toContain('\u001b[33m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
    const stripped = colored.replace(/\u001b\[[\d;]*m/g, '').split('\n')
    // Coloured spaces at the end of a line are kept, bare ones are not.
    expect(stripped.map((line) => line.trimEnd())).toEqual(bare.split('\n').map((line) => line.trimEnd()))
  })

  it('hold names and logs of other scripts, and lines that would break the screen', async () => {
    const strange: SimulatedNode[] = [
      { name: '数据集', kind: 'dataset', duration: 100 },
      {
        name: 'größe',
        kind: 'step',
        needs: ['数据集'],
        duration: 5000,
        logs: [
          '进度 ██ 50%',
          '\u001b[2J\u001b[31mred\u001b[0m',
          'a\rb\rlast',
          '👩‍👩‍👧 👍 done',
          'x'.repeat(500),
        ],
      },
    ]
    const view = show({ state: stateAt(strange, 4900), ms: 4900 })
    expectFits(view.lines(), 80, 24)
    expect(view.frame()).toContain('进度 ██ 50%')
    expect(view.frame()).not.toContain('\u001b')
    const divider = view
      .lines()
      .slice(3, -1)
      .map((line) => displayWidth(line.slice(0, line.indexOf('│'))))
    expect(new Set(divider).size).toBe(1)
  })

  it('grow and shrink with the terminal', async () => {
    const state = stateAt(penguins, 9000)
    const view = show({ state, ms: 9000 })
    const before = view.frame()
    view.update({ state, ms: 9000, columns: 40, rows: 10 })
    expectFits(view.lines(), 40, 10)
    view.update({ state, ms: 9000, columns: 100, rows: 50 })
    expect(view.lines()).toHaveLength(50)
    view.update({ state, ms: 9000 })
    expect(view.frame()).toBe(before)
  })
})

describe('following', () => {
  it('stays with a node while it runs, then goes to the one that has run longest', async () => {
    const view = show({ state: stateAt(penguins, 5000), ms: 5000 })
    expect(view.selected()).toContain('fit_linear')
    view.update({ state: stateAt(penguins, 9200), ms: 9200 })
    expect(view.selected()).toContain('fit_linear')
    view.update({ state: stateAt(penguins, 9900), ms: 9900 })
    expect(view.selected()).toContain('fit_mlp')
  })

  it('ends at a keypress and begins again with f', async () => {
    const state = stateAt(penguins, 5000)
    const view = show({ state, ms: 5000 })
    await view.press(key.up)
    expect(view.selected()).toContain('split')
    view.update({ state: stateAt(penguins, 9900), ms: 9900 })
    expect(view.selected()).toContain('split')
    await view.press('f')
    expect(view.selected()).toContain('fit_mlp')
    expect(view.frame()).toContain('f following')
  })

  it('shows what failed when nothing runs any more', async () => {
    const view = show({ state: stateAt(failing, 24_500), ms: 24_500 })
    expect(view.selected()).toContain('report')
    expect(view.frame()).toContain('error[PIPE5001]')
  })
})

describe('keys', () => {
  it('move the selection', async () => {
    const view = show({ state: stateAt(penguins, 5000), ms: 5000 })
    await view.press('k', key.up)
    expect(view.selected()).toContain('clean')
    await view.press('j', key.down, key.down)
    expect(view.selected()).toContain('judged_linear')
    await view.press('G')
    expect(view.selected()).toContain('tell')
    await view.press(key.down)
    expect(view.selected()).toContain('tell')
    await view.press(key.home)
    expect(view.selected()).toContain('penguins')
    await view.press('jjj')
    expect(view.selected()).toContain('fit_linear')
  })

  it('scroll through 500 nodes by pages', async () => {
    const view = show({ state: stateAt(study(500), 9000, 8), ms: 9000 })
    await view.press('a', 'g')
    expect(view.selected()).toContain('corpus')
    for (let page = 0; page < 40; page++) await view.press(key.pageDown)
    expect(view.lines().at(-2)?.startsWith('❯')).toBe(true)
    expect(view.selected()).toContain('fit_19_11')
    expect(view.frame()).toContain('┃')
  })

  it('unfold a group and fold it again', async () => {
    const view = show({ state: stateAt(study(500), 9000, 8), ms: 9000 })
    await view.press('g')
    expect(view.selected()).toMatch(/^❯⋮ \d+ (done|cached|waiting), /)
    expect(view.frame()).toContain('nodes  enter unfolds them')
    await view.press(key.enter)
    expect(view.selected()).toContain('corpus')
    await view.press('\u001b')
    expect(view.selected()).toContain('corpus')
    expect(view.lines()[4]).toMatch(/^ ⋮ /)
  })

  it('open a node on the whole screen and go back', async () => {
    const view = show({ state: stateAt(penguins, 5000), ms: 5000 })
    await view.press(key.enter)
    expect(view.frame()).not.toContain('judged_linear')
    expect(view.lines()[3]).toMatch(/^fit_linear train/)
    await view.press(' ')
    expect(view.frame()).toContain('judged_linear')
  })

  it('scroll a log back, and hold its place while it grows', async () => {
    const logs = Array.from({ length: 300 }, (_, index) => `line ${index}.`)
    const noisy: SimulatedNode[] = [{ name: 'noisy', kind: 'step', duration: 30_000, logs }]
    const view = show({ state: stateAt(noisy, 20_000), ms: 20_000 })
    expect(view.frame()).toContain('line 199.')
    await view.press(key.tab, key.pageUp)
    expect(view.frame()).not.toContain('line 199.')
    expect(view.frame()).toContain('line 170.')
    view.update({ state: stateAt(noisy, 20_500), ms: 20_500 })
    expect(view.frame()).toContain('line 170.')
    expect(view.frame()).not.toContain('line 199.')
    await view.press('G')
    expect(view.frame()).toContain('line 204.')
    await view.press('g')
    expect(view.frame()).toContain('noisy step')
    await view.press(key.left)
    expect(view.lines()[2]).toMatch(/^━/)
  })

  it('show help, which any key closes', async () => {
    const view = show({ state: stateAt(penguins, 5000), ms: 5000 })
    await view.press('?')
    expect(view.frame()).toContain('cancel the run; a second time: at once')
    await view.press('x')
    expect(view.selected()).toContain('fit_linear')
    await view.press('?', 'xG')
    expect(view.selected()).toContain('tell')
  })

  it('cancel at first, force at second', async () => {
    const view = show({ state: stateAt(penguins, 5000), ms: 5000 })
    await view.press('q')
    expect(view.onCancel.mock.calls).toEqual([[false]])
    expect(view.frame()).toContain('Cancelling: waiting for 2 nodes to stop. Press q again to end at once.')
    await view.press(key.ctrlC)
    expect(view.onCancel.mock.calls).toEqual([[false], [true]])
    expect(view.frame()).toContain('Ending at once…')
  })

  it('ask for a fresh drawing', async () => {
    const view = show({ state: stateAt(penguins, 5000), ms: 5000 })
    await view.press(key.ctrlL)
    expect(view.onRedraw).toHaveBeenCalledOnce()
  })
})

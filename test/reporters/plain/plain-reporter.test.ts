import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createReporter } from '../../../src/reporters/reporter.ts'
import type { RunEvent, RunFact } from '../../../src/runtime/event.ts'
import { asStdout, RecordingStream } from '../recording-stream.ts'
import { cachedProgram, failing, penguins, study } from '../simulated-programs.ts'
import { eventsOf, type SimulatedNode, simulate, simulatedSource } from '../simulation.ts'

async function plain(options: { color?: boolean; columns?: number } = {}) {
  const stream = new RecordingStream({ columns: options.columns ?? 0 })
  const reporter = await createReporter('plain', {
    stdout: asStdout(stream),
    stdin: process.stdin,
    color: options.color ?? false,
    sources: new Map([[simulatedSource.file, simulatedSource]]),
  })
  return { stream, reporter }
}

async function lines(events: readonly RunEvent[], options = {}): Promise<string> {
  const { stream, reporter } = await plain(options)
  for (const event of events) reporter.event(event)
  await reporter.finish()
  return stream.text
}

function eventsFor(nodes: readonly SimulatedNode[], jobs = 2): RunEvent[] {
  return eventsOf(simulate('penguins', nodes, jobs))
}

describe('plain lines', () => {
  it('tell a whole run', async () => {
    await expect(await lines(eventsFor(penguins))).toMatchFileSnapshot('../golden/plain-success.golden.txt')
  })

  it('tell a failure', async () => {
    await expect(await lines(eventsFor(failing))).toMatchFileSnapshot('../golden/plain-failure.golden.txt')
  })

  it('can be found by the name of a node, and hold no escape sequences', async () => {
    const text = await lines(eventsFor(penguins))
    expect(text).not.toContain('\u001b')
    const of = text.split('\n').filter((line) => line.startsWith('fit_linear '))
    expect(of[0]).toBe('fit_linear     started  (data changed)')
    expect(of[1]).toMatch(/^fit_linear {5}epoch \d+\/30 {2}loss 0\.\d+ {2}val\.loss 0\.\d+ .* s left$/)
    expect(of.at(-1)).toBe('fit_linear     done in 6.0 s  loss 0.1832  val.loss 0.2011')
  })

  it('are coloured on a terminal', async () => {
    expect(await lines(eventsFor(penguins), { color: true, columns: 80 })).toContain('\u001b[32m')
  })

  it('report progress rarely: by tenths and at most every two seconds', async () => {
    const long: SimulatedNode[] = [{ name: 'fit', kind: 'train', duration: 600_000, epochs: 500 }]
    const text = await lines(eventsFor(long))
    const progress = text.split('\n').filter((line) => line.includes('epoch '))
    expect(progress.length).toBeGreaterThanOrEqual(9)
    expect(progress.length).toBeLessThanOrEqual(12)
  })

  it('count what is cached beyond the first', async () => {
    const events = eventsFor(cachedProgram(10_000))
    const { reporter, stream } = await plain()
    for (const event of events) reporter.event(event)
    await reporter.finish()
    expect(stream.text).toContain('9,980 more nodes cached')
    expect(stream.text).toContain('is up to date: everything was cached')
    expect(stream.text.split('\n').length).toBeLessThan(50)
    expect(stream.writes).toBeLessThan(10)
  })

  it('leave out the starts of quick nodes in large graphs', async () => {
    const text = await lines(eventsFor(study(300), 8))
    const quick = text.split('\n').filter((line) => line.startsWith('judged_0_0 '))
    expect(quick).toEqual(['judged_0_0    done in 0.2 s  accuracy 0.9000'])
    const slow = text.split('\n').filter((line) => line.startsWith('fit_0_0 '))
    expect(slow[0]).toContain('started')
  })

  it('write a log up to a limit and say where the rest is', async () => {
    const noisy: SimulatedNode[] = [
      { name: 'noisy', kind: 'step', logs: Array.from({ length: 3000 }, (_, index) => `line ${index}`) },
    ]
    const text = await lines(eventsFor(noisy))
    expect(text).toContain('noisy  | line 1999\n')
    expect(text).not.toContain('line 2000')
    expect(text).toContain('noisy  … it goes on writing; `pipe show r7f3a91` has it all')
  })

  it('summarise a run that broke off', async () => {
    const events = eventsFor(penguins)
    expect(await lines(events.slice(0, events.length / 2))).toContain('ended without a result')
  })

  it('follow one run after another', async () => {
    const events = eventsFor(penguins.slice(0, 3))
    const text = await lines([...events, ...events])
    expect(text.match(/^run r7f3a91 of penguins/gm)).toHaveLength(2)
    expect(text.match(/finished in/g)).toHaveLength(2)
  })

  it('throttle a regulation that speaks at each step', async () => {
    const facts = eventsFor([{ name: 'fit', kind: 'train', duration: 1000 }])
    const regulation = (at: number): RunEvent => ({
      at,
      run: 'r7f3a91',
      type: 'node-regulation',
      node: 'fit',
      regulation: 'finite',
      signal: 'nan',
      response: 'restore',
      epoch: 1,
      step: at,
    })
    const start = (facts[0]?.at ?? 0) + 100
    const text = await lines([
      ...facts.slice(0, 3),
      ...Array.from({ length: 5000 }, (_, index) => regulation(start + index)),
    ])
    expect(text.match(/regulation finite: nan at epoch 1, step [\d,]+: restore/g)).toHaveLength(3)
  })
})

describe('a silent node', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is announced after a second in a large graph', async () => {
    const { stream, reporter } = await plain()
    const now = Date.now()
    const emit = (fact: RunFact) => reporter.event({ at: now, run: 'r', ...fact })
    const nodes = Array.from({ length: 300 }, (_, index) => ({
      id: `s${index}`,
      name: `s${index}`,
      kind: 'step' as const,
      dependencies: [],
    }))
    emit({ type: 'run-started', pipeline: 'p', program: 'p', jobs: 1, params: {}, nodes })
    emit({ type: 'node-started', node: 's7', attempt: 1 })
    await vi.advanceTimersByTimeAsync(500)
    expect(stream.text).not.toContain('s7')
    await vi.advanceTimersByTimeAsync(2000)
    expect(stream.text).toContain('s7    started')
    vi.useRealTimers()
    await reporter.finish()
  })
})

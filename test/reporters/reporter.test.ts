import { describe, expect, it } from 'vitest'
import { createReporter, suitableReporter } from '../../src/reporters/reporter.ts'
import { asStdout, RecordingStream } from './recording-stream.ts'
import { penguins } from './simulated-programs.ts'
import { eventsOf, simulate } from './simulation.ts'

describe('json', () => {
  const events = eventsOf(simulate('penguins', penguins))

  it('writes every event as it is, one a line, in few pieces', async () => {
    const stream = new RecordingStream()
    const reporter = await createReporter('json', {
      stdout: asStdout(stream),
      stdin: process.stdin,
      color: true,
      sources: new Map(),
    })
    for (const event of events) reporter.event(event)
    await reporter.finish()
    const read = stream.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    expect(read).toEqual(events)
    expect(stream.writes).toBeLessThan(10)
  })

  it('survives a reader that has gone', async () => {
    const stream = new RecordingStream()
    const reporter = await createReporter('json', {
      stdout: asStdout(stream),
      stdin: process.stdin,
      color: false,
      sources: new Map(),
    })
    stream.destroy()
    for (const event of events) reporter.event(event)
    await reporter.finish()
    expect(stream.text).toBe('')
  })
})

describe('suitableReporter', () => {
  it.each([
    [true, {}, 'tui'],
    [true, { CI: 'true' }, 'plain'],
    [true, { CI: 'false' }, 'tui'],
    [true, { TERM: 'dumb' }, 'plain'],
    [true, { INK_SCREEN_READER: 'true' }, 'plain'],
    [false, {}, 'plain'],
  ] as const)('terminal %s with %j: %s', (isTTY, environment, kind) => {
    expect(suitableReporter({ isTTY }, environment)).toBe(kind)
  })
})

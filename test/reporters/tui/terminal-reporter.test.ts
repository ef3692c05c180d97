import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createReporter } from '../../../src/reporters/reporter.ts'
import type { RunEvent } from '../../../src/runtime/event.ts'
import { asStdout, RecordingStream } from '../recording-stream.ts'
import { penguins } from '../simulated-programs.ts'
import { eventsOf, simulate } from '../simulation.ts'

/** A terminal's keyboard, as much of it as Ink uses. */
class Keyboard extends EventEmitter {
  isTTY: boolean | undefined = true
  raw = false
  private typed: string | null = null

  setRawMode(raw: boolean): void {
    this.raw = raw
  }
  setEncoding(): void {}
  ref(): void {}
  unref(): void {}
  read(): string | null {
    const { typed } = this
    this.typed = null
    return typed
  }
  type(text: string): void {
    this.typed = text
    this.emit('readable')
  }
}

const enter = '\u001b[?1049h'
const leave = '\u001b[?1049l'

async function terminal({ stdin = new Keyboard(), columns = 80, rows = 24 } = {}) {
  const stream = new RecordingStream({ columns, rows })
  const onCancel = vi.fn<(force: boolean) => void>()
  const reporter = await createReporter('tui', {
    stdout: asStdout(stream),
    stdin: stdin as unknown as NodeJS.ReadStream,
    color: false,
    sources: new Map(),
    onCancel,
  })
  return { stream, stdin, reporter, onCancel }
}

const events: readonly RunEvent[] = eventsOf(simulate('penguins', penguins), Date.now())

describe('the terminal view', () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('takes the whole screen while the run goes on, then leaves the summary', async () => {
    const { stream, stdin, reporter } = await terminal()
    for (const event of events.slice(0, 300)) reporter.event(event)
    expect(stream.text).toBe('')
    await vi.advanceTimersByTimeAsync(400)
    expect(stream.text).toContain(enter)
    expect(stream.text).toContain('fit_linear')
    expect(stdin.raw).toBe(true)
    for (const event of events.slice(300)) reporter.event(event)
    await reporter.finish()
    const [, after = ''] = stream.text.split(leave)
    expect(after).toMatch(/^✓ penguins finished in 23 s/)
    expect(after).toContain('pipe show r7f3a91')
    expect(stdin.raw).toBe(false)
    expect(stream.listenerCount('resize')).toBe(0)
  })

  it('does not flash up for a run that is over at once', async () => {
    const { stream, reporter } = await terminal()
    for (const event of events) reporter.event(event)
    await vi.advanceTimersByTimeAsync(1000)
    await reporter.finish()
    expect(stream.text).not.toContain(enter)
    expect(stream.text).toMatch(/^✓ penguins finished/)
  })

  it('draws the screen anew in its new size after a resize', async () => {
    const { stream, reporter } = await terminal()
    for (const event of events.slice(0, 300)) reporter.event(event)
    await vi.advanceTimersByTimeAsync(400)
    stream.text = ''
    stream.resize(40, 12)
    expect(stream.text).toContain('\u001b[2J')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: cursor positions
    const drawn = [...stream.text.matchAll(/\u001b\[(\d+);1H/g)].map(([, row]) => Number(row))
    expect(Math.max(...drawn)).toBe(12)
    await reporter.finish()
  })

  it('passes on the wish to cancel', async () => {
    const { stdin, reporter, onCancel } = await terminal()
    for (const event of events.slice(0, 300)) reporter.event(event)
    await vi.advanceTimersByTimeAsync(400)
    stdin.type('\u0003')
    stdin.type('q')
    expect(onCancel.mock.calls).toEqual([[false], [true]])
    await reporter.finish()
  })

  it.each([false, undefined])('works without a keyboard (%s)', async (isTTY) => {
    const stdin = new Keyboard()
    stdin.isTTY = isTTY
    const { stream, reporter } = await terminal({ stdin })
    for (const event of events.slice(0, 300)) reporter.event(event)
    await vi.advanceTimersByTimeAsync(400)
    expect(stream.text).toContain('ctrl-c to cancel')
    expect(stdin.raw).toBe(false)
    await reporter.finish()
    expect(stream.text).toContain('ended without a result')
  })

  it('goes on with plain lines when it breaks', async () => {
    const stdin = new Keyboard()
    stdin.setRawMode = (raw) => {
      if (raw) throw new Error('setRawMode EIO')
    }
    const { stream, reporter } = await terminal({ stdin })
    for (const event of events.slice(0, 300)) reporter.event(event)
    await vi.advanceTimersByTimeAsync(400)
    for (const event of events.slice(300)) reporter.event(event)
    await reporter.finish()
    const [, after = ''] = stream.text.split(leave)
    expect(after).toContain('note: the live view broke (setRawMode EIO); plain lines from here on')
    expect(after).toContain('fit_mlp        done in 14 s')
    expect(after).toContain('penguins finished in 23 s')
  })

  it('comes up again for the next run', async () => {
    const { stream, reporter } = await terminal()
    for (const round of [1, 2]) {
      for (const event of events.slice(0, 300)) reporter.event(event)
      await vi.advanceTimersByTimeAsync(400)
      for (const event of events.slice(300)) reporter.event(event)
      expect(stream.text.split(enter)).toHaveLength(round + 1)
      expect(stream.text.split(leave)).toHaveLength(round + 1)
    }
    await reporter.finish()
  })

  it('gives way to plain lines where there is no terminal', async () => {
    const { stream, reporter } = await terminal({ columns: 0, rows: 0 })
    for (const event of events) reporter.event(event)
    await reporter.finish()
    expect(stream.text).toMatch(/^note: the terminal view needs a terminal/)
    expect(stream.text).toContain('fit_linear     started')
    expect(stream.text).not.toContain('\u001b')
  })
})

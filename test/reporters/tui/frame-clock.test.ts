import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FrameClock } from '../../../src/reporters/tui/frame-clock.ts'

describe('FrameClock', () => {
  let frames = 0
  let busy = false
  let cost = 0
  let clock: FrameClock

  beforeEach(() => {
    vi.useFakeTimers()
    frames = 0
    busy = false
    cost = 0
    clock = new FrameClock({
      draw: () => {
        frames += 1
        vi.setSystemTime(Date.now() + cost)
        if (cost > 0) vi.advanceTimersByTime(cost)
      },
      busy: () => busy,
    })
    clock.start()
  })
  afterEach(() => {
    clock.stop()
    vi.useRealTimers()
  })

  it('draws at most 15 frames a second, however many events there are', () => {
    for (let ms = 0; ms < 1000; ms++) {
      for (let event = 0; event < 5; event++) clock.request()
      vi.advanceTimersByTime(1)
    }
    expect(frames).toBeGreaterThanOrEqual(13)
    expect(frames).toBeLessThanOrEqual(16)
  })

  it('draws soon after a single event', () => {
    vi.advanceTimersByTime(500)
    clock.request()
    vi.advanceTimersByTime(1)
    expect(frames).toBe(1)
  })

  it('turns the spinner while something runs, else moves the clock', () => {
    vi.advanceTimersByTime(3000)
    expect(frames).toBe(3)
    busy = true
    vi.advanceTimersByTime(1000)
    frames = 0
    vi.advanceTimersByTime(1200)
    expect(frames).toBe(10)
  })

  it('leaves most of the time to the run where drawing is slow', () => {
    cost = 100
    for (let ms = 0; ms < 3000; ms++) {
      clock.request()
      vi.advanceTimersByTime(1)
    }
    expect(frames).toBeLessThanOrEqual(7)
  })

  it('stops', () => {
    clock.stop()
    clock.request()
    vi.advanceTimersByTime(5000)
    expect(frames).toBe(0)
  })
})

import { execFileSync, spawnSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

const available = spawnSync('tmux', ['-V']).status === 0
if (!available && process.env.PIPE_REQUIRE_TOOLS === '1')
  throw new Error('PIPE_REQUIRE_TOOLS is set and tmux is not there')
if (!available) console.warn('tmux is not there: the tests of the view in a real terminal are skipped')

const socket = `pipewright-test-${process.pid}`

function tmux(...words: readonly string[]): string {
  return execFileSync('tmux', ['-L', socket, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

function screen(): string[] {
  return tmux('capture-pane', '-p', '-t', 'view').replace(/\n$/, '').split('\n')
}

/** Looks at the screen until it is as wanted: a condition is waited for, not a time. */
async function until(
  wanted: (lines: readonly string[], text: string) => boolean,
  what: string,
): Promise<string[]> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const lines = screen()
    if (wanted(lines, lines.join('\n'))) return lines
    if (Date.now() > deadline) throw new Error(`never saw ${what}:\n${lines.join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

let replay = ''

function play(columns: number, rows: number, words: string): void {
  tmux(
    '-f',
    '/dev/null',
    'new-session',
    '-d',
    '-s',
    'view',
    '-x',
    String(columns),
    '-y',
    String(rows),
    'env PS1="$ " bash --norc',
  )
  tmux('send-keys', '-t', 'view', `echo before; node '${replay}' ${words}; echo after $?`, 'Enter')
}

describe.skipIf(!available)('the terminal view in a real terminal', () => {
  beforeAll(async () => {
    const { bundleReplay } = await import('../replay.mjs')
    replay = await bundleReplay()
    // A session that stays, so that the server does not come and go between the tests.
    tmux('-f', '/dev/null', 'new-session', '-d', '-s', 'keeper')
  })
  afterEach(() => {
    spawnSync('tmux', ['-L', socket, 'kill-session', '-t', 'view'])
  })
  afterAll(() => {
    spawnSync('tmux', ['-L', socket, 'kill-server'])
  })

  it('fills 80 × 24, follows the run, and leaves its summary below what was there', async () => {
    play(80, 24, 'penguins --speed 6')
    const live = await until((_, text) => text.includes('━ loss'), 'a plot')
    expect(live[0]).toMatch(/^ penguins {2}run r7f3a91 .* 2 jobs {2}0:0\d$/)
    expect(live[2]).toMatch(/^━{37}┬─{42}$/)
    expect(live[23]).toContain('? help')
    for (const line of live.slice(3, 23)) expect(line.slice(36, 39)).toMatch(/^ [│┃]/)
    const end = await until((_, text) => /^after 0$/m.test(text), 'the end')
    expect(end.join('\n')).toContain('pipe show r7f3a91  curves, metrics and logs of this run')
    const all = tmux('capture-pane', '-p', '-S', '-200', '-t', 'view')
    expect(all).toMatch(/\nbefore\n✓ penguins finished in/)
    expect(all).not.toContain('? help')
  })

  it('answers keys', async () => {
    play(80, 24, 'penguins')
    await until((_, text) => text.includes('❯⠋ └ clean') || /❯. └ clean/.test(text), 'the first step')
    tmux('send-keys', '-t', 'view', '?')
    await until((_, text) => text.includes('cancel the run; a second time: at once'), 'help')
    tmux('send-keys', '-t', 'view', 'x')
    tmux('send-keys', '-t', 'view', 'G')
    await until(
      (lines) => lines.some((line) => line.startsWith('❯') && line.includes('tell')),
      'the last node selected',
    )
    tmux('send-keys', '-t', 'view', 'Up', 'Up')
    await until(
      (lines) => lines.some((line) => line.startsWith('❯') && line.includes('best')),
      'another node selected',
    )
    tmux('send-keys', '-t', 'view', 'Enter')
    await until((lines) => lines[3]?.startsWith('best score') === true, 'a node opened')
    tmux('send-keys', '-t', 'view', 'C-c')
    await until((lines) => lines[23]?.startsWith(' Cancelling') === true, 'the wish to cancel')
    tmux('send-keys', '-t', 'view', 'C-c')
    const end = await until((_, text) => /^after 0$/m.test(text), 'the end')
    expect(end.join('\n')).toContain('penguins was cancelled after')
  })

  it('follows the size of its window', async () => {
    play(100, 30, 'study --jobs 8')
    await until((lines) => lines[29]?.includes('? help') === true, 'the first size')
    for (const [columns, rows] of [
      [60, 20],
      [40, 10],
      [130, 45],
      [80, 24],
    ] as const) {
      tmux('resize-window', '-t', 'view', '-x', String(columns), '-y', String(rows))
      // The terminal shows its own idea of the new size until the view has drawn itself anew.
      const lines = await until(
        (shown) =>
          shown.length === rows && /^ study/.test(shown[0] ?? '') && /\? help/.test(shown[rows - 1] ?? ''),
        `${columns} × ${rows}`,
      )
      expect(lines.filter((line) => line.includes('? help'))).toHaveLength(1)
    }
  })

  it.each([
    ['throw', 'Error: a fault in the program itself'],
    ['exit', 'after 7'],
    ['SIGTERM', 'Terminated'],
  ])('gives the terminal back after %s', async (crash, words) => {
    play(80, 24, `penguins --crash ${crash}`)
    await until((_, text) => text.includes('? help'), 'the view')
    const lines = await until((_, text) => /^after \d+$/m.test(text), 'the shell')
    expect(lines.join('\n')).toContain(words)
    // Echo and line editing are as before.
    tmux('send-keys', '-t', 'view', 'echo typed', 'Enter')
    await until((shown) => shown.includes('typed'), 'what was typed')
  })
})

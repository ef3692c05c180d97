import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Listener, Order, Started } from '../../src/runtime/commands/launcher.ts'
import { MarkedStream } from '../../src/runtime/commands/marked-stream.ts'
import { ShellLauncher, shellKinds } from '../../src/runtime/commands/shell-launcher.ts'
import { program, project, ran, sh, staged, step, value } from './workshop.ts'

const order = (command: string, parts: Partial<Order> = {}): Order => ({
  file: 'sh',
  arguments: ['-eu', '-c', command],
  folder: '/',
  variables: {},
  ...parts,
})

function listener() {
  const heard = { stdout: '', stderr: '' }
  const hear: Listener = (stream, bytes) => {
    heard[stream] += Buffer.from(bytes).toString()
  }
  return { heard, hear }
}

async function started(of: ReturnType<ShellLauncher['start']>): Promise<Started> {
  const result = await of
  if (!('group' in result)) throw new Error(result.message)
  return result
}

for (const kind of shellKinds(process.env)) {
  describe(kind.file, () => {
    const launcher = () => {
      const made = new ShellLauncher(kind, 'trial', '/', {
        PATH: process.env.PATH,
        KEPT: 'kept',
        GONE: 'gone',
      })
      onTestFinished(() => made.close())
      return made
    }

    /** What a command says and how it ends, in the shells of one launcher. */
    async function outcome(made: ShellLauncher, what: Order) {
      const { heard, hear } = listener()
      const one = await started(made.start(what, hear))
      const exit = await one.exited
      await one.closed
      return { ...heard, ...exit }
    }

    test('output, exit status and signal of one command after another', async () => {
      const made = launcher()
      expect(await outcome(made, order('echo out; echo err >&2; exit 3'))).toEqual({
        stdout: 'out\n',
        stderr: 'err\n',
        code: 3,
        signal: null,
      })
      expect(await outcome(made, order('printf unended'))).toMatchObject({ stdout: 'unended', code: 0 })
      for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGSEGV'] as const) {
        expect(await outcome(made, order(`kill -${signal.slice(3)} $$`))).toEqual({
          stdout: '',
          stderr: '',
          code: null,
          signal,
        })
      }
      expect(await outcome(made, order('read x; echo not reached'))).toMatchObject({ stdout: '', code: 1 })
    })

    test('a command leads a group of its own, and has no other pipes than its own', async () => {
      const made = launcher()
      const { heard, hear } = listener()
      const one = await started(
        made.start(
          order(
            'ps -o pgid= -p $$; echo "$PIPE_PROCESS_MARK"; test -e /proc/$$/fd/3 || echo clean; trap "echo int" INT; kill -INT $$',
          ),
          hear,
        ),
      )
      await one.closed
      const [group, mark, pipes, interrupted] = heard.stdout.trim().split(/\s+/)
      expect(Number(group)).toBe(one.group)
      expect(mark).toBe(one.mark)
      expect(pipes).toBe('clean')
      expect(interrupted).toBe('int')
    })

    test('folder and variables are those of the order, and nothing stays for the next', async () => {
      const made = launcher()
      const folder = join(project({ "it's here/x": '' }), "it's here")
      const variables = { A: "it's $(id) `x`\nline two \\", GONE: null, pid: '7' }
      const said = await outcome(
        made,
        order('pwd; printf "%s|%s|%s|%s" "$A" "${GONE-unset}" "$KEPT" "$pid"', { folder, variables }),
      )
      expect(said.stdout).toBe(`${folder}\n${variables.A}|unset|kept|7`)
      expect((await outcome(made, order('echo "${A-unset} $GONE"; pwd'))).stdout).toBe('unset gone\n/\n')
    })

    test('any text reaches a command as an argument', async () => {
      const made = launcher()
      const texts = fc.array(
        fc.string({ unit: 'binary' }).map((text) => Buffer.from(text.replaceAll('\0', '')).toString()),
        { maxLength: 4 },
      )
      await fc.assert(
        fc.asyncProperty(texts, async (words) => {
          const said = await outcome(
            made,
            order('', { arguments: ['-c', 'for word do printf \'%s\\0\' "$word"; done', 'sh', ...words] }),
          )
          expect(said.stdout.split('\0').slice(0, -1)).toEqual(words)
        }),
        { numRuns: 60 },
      )
    })

    test('what no shell can start is started directly', async () => {
      const made = launcher()
      expect(await made.start(order('', { file: 'no-such-program' }), listener().hear)).toMatchObject({
        code: 'ENOENT',
      })
      const odd = order('env | grep odd', { variables: { 'odd.name': 'x' } })
      expect(await outcome(made, { ...odd, file: 'env', arguments: [] })).toMatchObject({
        stdout: expect.stringContaining('odd.name=x'),
      })
      expect(await made.start(order('a\0b'), listener().hear)).toMatchObject({
        code: 'ERR_INVALID_ARG_VALUE',
      })
    })

    test('50 MB come through whole, followed by another command', async () => {
      const made = launcher()
      let length = 0
      const one = await started(
        made.start(order('head -c 50000000 /dev/zero'), (_, bytes) => {
          length += bytes.length
        }),
      )
      await one.closed
      expect(length).toBe(50_000_000)
      expect((await outcome(made, order('echo next'))).stdout).toBe('next\n')
    })

    test('when the shell is killed its command ends, and others are started all the same', async () => {
      const made = launcher()
      const one = await started(made.start(order('kill -9 $PPID; read x < /dev/zero'), listener().hear))
      expect(await one.exited).toEqual({ code: null, signal: 'SIGKILL' })
      await one.closed
      expect(await outcome(made, order('exit 5'))).toMatchObject({ code: 5 })
    })
  })
}

test('marks are found however the stream is cut, and what only looks like one is told', () => {
  const mark = 'abacabad'
  const text = fc
    .string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '\n') })
    .filter((each) => !`${each}${mark}`.slice(0, -1).includes(mark))
  const said = fc.constantFrom('', 's 12', 'e 0')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, said), { maxLength: 4 }),
      text,
      fc.array(fc.nat(90)),
      (parts, last, cuts) => {
        const heard = { data: '', said: [] as string[] }
        const stream = new MarkedStream(mark, {
          data: (bytes) => {
            heard.data += Buffer.from(bytes).toString()
          },
          said: (words) => heard.said.push(words),
        })
        const all = `${parts.map(([before, words]) => `${before}${mark}${words}\n`).join('')}${last}`
        const places = [0, ...cuts.map((cut) => cut % (all.length + 1)), all.length].sort((a, b) => a - b)
        for (const [index, end] of places.slice(1).entries())
          stream.push(Buffer.from(all.slice(places[index], end)))
        expect(heard.said).toEqual(parts.map(([, words]) => words))
        const told = parts.map(([before]) => before).join('') + last
        expect(told.startsWith(heard.data)).toBe(true)
        expect(mark.startsWith(told.slice(heard.data.length))).toBe(true)
      },
    ),
    { numRuns: 1000 },
  )
})

test('a run of many commands through shells, one of which fails, one is stopped, one leaves a process behind', async () => {
  const root = project()
  const mark = `sleep 91${Math.floor(Math.random() * 1e6)}`
  const timeout = { timeout: value({ $quantity: 'duration', amount: 0.3 }) }
  const nodes = [
    ...Array.from({ length: 40 }, (_, index) =>
      step(`n${index}`, sh`echo ${value(index)} > ${staged('o')}; test ${value(index)} != 13`, {
        outputs: { o: `file:out/${index}.txt` },
      }),
    ),
    step('hangs', `${mark} & ${mark}`, { policy: timeout }),
    step('litters', `${mark} & echo x`),
    step('missing', 'no-such-tool'),
  ]
  const result = await ran(root, program(nodes), { jobs: 4, grace: 100 })
  expect(result.ends.filter((end) => end.endsWith('succeeded'))).toHaveLength(40)
  expect(result.problems('n13')).toMatchObject([{ code: 'PIPE5001' }])
  expect(result.problems('hangs')).toMatchObject([{ code: 'PIPE5005' }])
  expect(result.problems('missing')).toMatchObject([{ code: 'PIPE5002' }])
  expect(result.of('run-warning').map(({ diagnostic }) => diagnostic.code)).toEqual(['PIPE5016'])
  expect(readFileSync(join(root, 'out/7.txt'), 'utf8')).toBe('7\n')
  const living = execFileSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' }).split('\n')
  expect(living.filter((line) => line.includes(mark) && !line.startsWith('Z'))).toEqual([])
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, start } from '../cli/pipe.ts'
import { head, linesOf, mark, processesWith, run, writes } from './faulty.ts'

test('each way in which a command fails has its own word; the others are kept, and mending one runs one', () => {
  const sleep = mark()
  const steps = (exit: string) => `${head}${writes('keep')}
step exits { run: "echo why >&2; ${exit}" }
step after { run: "true", needs: [exits] }
step killed { run: "kill -9 $$" }
step crashed { run: "kill -SEGV $$" }
step hangs { run: "sleep ${sleep} & sleep ${sleep}", timeout: 200ms }
step not_there { run: "python9 x.py" }
step not_there_either { run: ["python9", "x.py"] }
step forbidden { run: "./p.pipe" }
step silent { run: "true", outputs: { o: file("silent.txt") } }
step past { run: "echo > past.txt", outputs: { o: file("past.txt") } }
step link { run: "ln -s /etc/passwd \${outputs.o}", outputs: { o: file("link.txt") } }
step fifo { run: "mkfifo \${outputs.o}", outputs: { o: file("fifo") } }
`
  const place = folder({ 'p.pipe': steps('exit 3') })
  const first = run(place)
  expect(first).toMatchObject({ status: 1, succeeded: ['keep'], skipped: ['after'] })
  const words = {
    exits: 'ended with exit code 3',
    killed: 'SIGKILL',
    crashed: 'SIGSEGV',
    hangs: 'timeout of 200ms',
    not_there: 'calls `python9`, which is not installed here',
    not_there_either: 'calls `python9`, which is not installed here',
    forbidden: 'may not be executed',
    silent: 'did not write its output `o`',
    past: 'It wrote past.txt itself',
    link: '/etc/passwd',
    fifo: 'a named pipe',
  }
  for (const [node, text] of Object.entries(words)) {
    const { text: said, diagnostics } = first.failure(node.replaceAll('_', '-'))
    expect(said).toContain(text)
    for (const diagnostic of diagnostics) expect(diagnostic).toHaveProperty('location')
  }
  expect(first.failure('exits').text).toContain('why')
  expect(processesWith(sleep)).toEqual([])

  writeFileSync(join(place, 'p.pipe'), steps('true'))
  expect(run(place)).toMatchObject({ status: 1, cached: ['keep'], succeeded: ['after', 'exits'] })
})

test('children that are left behind are ended, also one that left the session', () => {
  const sleep = mark()
  const text = `${head}step a { run: "sleep ${sleep} & setsid sleep ${sleep} >/dev/null 2>&1 & (setsid sleep ${sleep} &); echo done" }\n`
  const { status, of } = run(folder({ 'p.pipe': text }))
  expect(status).toBe(0)
  expect(JSON.stringify(of('run-warning'))).toContain('PIPE5016')
  expect(processesWith(sleep)).toEqual([])
})

test('a third attempt succeeds, a lasting failure is tried as often as asked, first_ok goes on', () => {
  const place = folder({
    'p.pipe': `${head}
step third {
  run: "echo x >> tries; test $(wc -l < tries) -ge 3 && echo ok > \${outputs.o}"
  retry: { times: 3, backoff: 1ms }
  outputs: { o: file("third.txt") }
}
step never { run: "echo x >> never; exit 7", retry: { times: 2, backoff: 1ms }, outputs: { o: file("never.txt") } }
step takes { run: "cat \${first_ok(never.o, third.o)} > \${outputs.o}", outputs: { o: file("takes.txt") } }
`,
  })
  const first = run(place, '--only', 'takes')
  expect(first).toMatchObject({ status: 0, succeeded: ['takes', 'third'] })
  expect(JSON.stringify(first.of('run-warning'))).toContain('PIPE5032')
  expect(first.of('node-retry')).toHaveLength(4)
  expect(linesOf(place, 'tries')).toBe(3)
  expect(linesOf(place, 'never')).toBe(3)
  expect(readFileSync(join(place, 'takes.txt'), 'utf8')).toBe('ok\n')
})

test('metrics of a wrong form, and a `when` that fails at run time', () => {
  const metrics = (name: string, content: string) =>
    `step ${name} { run: ["sh", "-c", "printf %s \\"$1\\" > \\"$2\\"", "sh", "${content}", outputs.m], outputs: { m: metrics("${name}.json", { acc: float in 0..1 }) } }\n`
  const text = `${head}${metrics('lacks', '{}')}${metrics('text', '{\\"acc\\": \\"hi\\"}')}${metrics('no_json', 'nonsense')}${metrics('beyond', '{\\"acc\\": 3}')}${metrics('zero', '{\\"acc\\": 0}')}
step divides { run: "true", when: 1 / zero.m.acc > 2 }
step reads { run: "true", when: lacks.m.acc > 0.5 }
`
  const { status, failure, skipped, succeeded } = run(folder({ 'p.pipe': text }))
  expect(status).toBe(1)
  expect(failure('lacks').text).toContain('`acc` is not there')
  expect(failure('text').text).toContain('in `acc`, found the text')
  expect(failure('no-json').text).toContain('it is no JSON')
  expect(failure('beyond').text).toContain('0..1')
  expect(failure('divides')).toMatchObject({
    codes: ['PIPE9001'],
    diagnostics: [{ location: expect.anything() }],
  })
  expect({ skipped, succeeded }).toEqual({ skipped: ['reads'], succeeded: ['zero'] })
})

test.skipIf(process.platform !== 'linux')('1 GB of output takes little memory and disk', async () => {
  const line = '0123456789'.repeat(20)
  const place = folder({
    'p.pipe': `${head}
step flood { run: "yes ${line} | head -c 1000000000" }
step peak { run: "grep VmHWM /proc/$(cat pid)/status", needs: [flood] }
`,
  })
  const running = start(place, ['run', '--reporter', 'plain'])
  await running.until(/flood/)
  writeFileSync(join(place, 'pid'), String(running.child.pid))
  expect(await running.finished).toBe(0)
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(running.output()) ?? []
  expect(Number(kilobytes)).toBeLessThan(400_000)
  expect(running.output().length).toBeLessThan(2_000_000)
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, pipe } from '../cli/pipe.ts'
import { expectNoTrace, head } from './faulty.ts'

const program = `${head}
param lr: float in 0..1 = 0.1
param n: int = 3
param wait: duration = 5m
param kind: one_of("a", "b") = "a"
param sizes: list(int) = [1]
step show { run: "echo \${lr} \${n} \${seconds(wait)} \${kind} \${sizes}" }
`
const place = () => folder({ 'p.pipe': program })

test.each([
  [['--set', 'lr'], '--set name=value'],
  [['--set', '=3'], '--set name=value'],
  [['--set', 'lr=abc'], 'a number in 0..1'],
  [['--set', 'lr=2'], '2'],
  [['--set', 'n=1.5'], 'a whole number'],
  [['--set', 'n=999999999999999999999'], 'a whole number'],
  [['--set', 'kind=c'], '"a" or "b"'],
  [['--set', 'wait=5'], 'Say its unit'],
  [['--set', 'wait=5MB'], '5MB'],
  [['--set', 'sizes=[1, x]'], '"x"'],
  [['--set', 'lrr=1'], 'Did you mean `lr`?'],
  [['--set', 'zebra=1'], 'It has `kind`, `lr`'],
  [['--jobs', '0'], '--jobs'],
  [['--only', 'zebra'], 'It has `show`'],
  [['--until', 'shw'], 'Did you mean `show`?'],
  [['--reporter', 'fancy'], 'tui, plain, json'],
  [['--params', 'gone.yaml'], 'there is no such file'],
  [['--params', 'folder'], 'it is a folder'],
  [['--params', 'list.yaml'], 'no record'],
  [['--params', 'open.yaml'], 'line 1'],
  [['--params', 'twice.yaml'], 'line 2'],
])('%j is wrong usage', (args, text) => {
  const here = place()
  mkdirSync(join(here, 'folder'))
  writeFileSync(join(here, 'list.yaml'), '[1, 2]')
  writeFileSync(join(here, 'open.yaml'), 'lr: [')
  writeFileSync(join(here, 'twice.yaml'), 'lr: 0.1\nlr: 0.2\n')
  const finished = pipe(here, ['run', ...args])
  expectNoTrace(finished)
  expect(finished.status).toBe(2)
  expect(finished.stderr).toContain(text)
  expect(finished.stdout).toBe('')
})

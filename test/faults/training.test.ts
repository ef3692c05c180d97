import { expect, test } from 'vitest'
import { folder } from '../cli/pipe.ts'
import { head, run, writes } from './faulty.ts'

const table = `a,y\n${Array.from({ length: 60 }, (_, row) => `${row},${row * 3}.5\n`).join('')}`

function diverging(regulation: string): string {
  return `${head}${writes('keep')}
dataset d { source: csv("x.csv"), target: "y" }
train t { model: linear(), data: d.all, epochs: 8, optimizer: sgd(lr: 100), regulate: [${regulation && 'finite'}] }
evaluate e { model: t.model, data: d.all, metrics: { r: rmse() }, allow_leak: "only whether it ends counts" }
${regulation}
`
}

test('NaN without a regulation fails the training and says how to guard it; with one it is restored', () => {
  const guard = (factor: string) =>
    `regulation finite { observe: loss, limit: finite(), respond: restore(lr_factor: ${factor}) }`
  const bare = folder({ 'p.pipe': diverging(''), 'x.csv': table })
  const first = run(bare)
  expect(first).toMatchObject({ status: 1, succeeded: ['d', 'keep'], skipped: ['e'] })
  expect(first.failure('t').codes).toEqual(['PIPE7001'])
  expect(first.failure('t').text).toContain('observe: loss, limit: finite(), respond: restore()')

  const weak = run(folder({ 'p.pipe': diverging(guard('0.99')), 'x.csv': table }))
  expect(weak.failure('t').codes).toEqual(['PIPE7008'])

  const strong = run(folder({ 'p.pipe': diverging(guard('1e-5')), 'x.csv': table }))
  expect(strong).toMatchObject({ status: 0, succeeded: ['d', 'e', 'keep', 't'] })
  expect(strong.of('node-regulation').length).toBeGreaterThan(0)
})

import { type Mistake, moons } from './mistake.ts'

/** Rule 1: order does not matter. What only an order could settle is a mistake. */
export const order: readonly Mistake[] = [
  {
    name: 'two nodes that need each other',
    program: `step ▸first { run: ["cat", second.b, outputs.a], outputs: { a: file("a.txt") } }
step second { run: ["cat", first.a, outputs.b], outputs: { b: file("b.txt") } }`,
    code: 'PIPE2015',
    hint: /away/,
  },
  {
    name: 'a node that waits for itself',
    program: 'step ▸alone { run: "true", needs: [alone] }',
    code: 'PIPE2015',
    hint: /away/,
  },
  {
    name: 'lets in a circle',
    program: `let ▸width = 2 * depth
let depth = width + 1
step show { run: ["echo", depth] }`,
    code: 'PIPE2015',
    hint: /away/,
  },
  {
    name: 'a circle through a condition and an order',
    program: `step ▸report { run: "true", when: gate.m.ok > 0 }
step gate { run: ["gate", outputs.m], needs: [report], outputs: { m: metrics("m.json", { ok: float }) } }`,
    code: 'PIPE2015',
    hint: /away/,
  },
  {
    name: 'a sweep that chooses by its own winner',
    program: `param lr: float = 1e-3
${moons}
train ▸again { init_from: tune.best.again.model, data: moons.train, optimizer: adam(lr: lr) }
evaluate judged { model: again.model, data: moons.val, metrics: { accuracy: accuracy() } }
sweep tune { over: { lr: [1e-3, 1e-2] }, maximize: judged.accuracy }`,
    code: 'PIPE2015',
    hint: /away/,
  },
  {
    name: 'a name that is declared twice',
    program: `let size = 1
step show { run: ["echo", size] }
let ▸size = 2`,
    code: 'PIPE2004',
    hint: /rename/,
  },
  {
    name: 'two commands that write one file',
    program: `step one { run: ["make", outputs.a], outputs: { a: file("out/result.txt") } }
step two { run: ["make", outputs.a], outputs: { a: file(▸"out/result.txt") } }`,
    code: 'PIPE2027',
    hint: /another path/,
  },
  {
    name: 'a field that is given twice',
    program: `${moons}
train fit {
  model: mlp()
  data: moons.train
  epochs: 5
  ▸epochs: 10
}`,
    code: 'PIPE2009',
    hint: /one/,
  },
]

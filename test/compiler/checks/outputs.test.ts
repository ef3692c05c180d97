import { describe, it } from 'vitest'
import { expectErrors, expectValid } from '../harness.ts'

const step = (name: string, path: string) => `step ${name} { run: "true", outputs: { x: file("${path}") } }`

describe('output paths', () => {
  it('stay in the project', () => {
    expectValid(step('a', 'out/deep/x.txt'))
    for (const path of ['../x', '/tmp/x', '~/x', 'a/../../x', 'C:/x']) {
      expectErrors(step('a', path), [
        { message: `\`${path}\` lies outside of the project.`, at: `"${path}"` },
      ])
    }
  })

  it('belong to one output', () => {
    expectErrors(`${step('a', 'x')}\n${step('b', './y/../x')}`, [
      { message: '`a.x` and `b.x` both write `x`.', at: '"./y/../x"' },
    ])
  })

  it('are not inside of a folder that another writes', () => {
    expectErrors(`${step('a', 'out/x')}\nstep b { run: "true", outputs: { d: directory("out") } }`, [
      { message: '`a.x` writes `out/x`, inside of `out`, which `b.d` writes.', at: '"out/x"' },
    ])
  })

  it('leave alone what is not theirs', () => {
    expectErrors(step('a', '.git/x'), [
      { message: "`.git/x` can't be an output: `.git` is not the program's to write." },
    ])
    expectErrors(step('a', 'main.pipe'), [
      { message: "`main.pipe` can't be an output: it is the program itself." },
    ])
  })
})

describe('outputs', () => {
  it('of a step may be named by the step when there is one', () => {
    expectValid(`${step('a', 'x')}\nstep b { run: "cat \${a} \${a.x}" }`)
  })

  it('are known by name', () => {
    expectErrors(`${step('made', 'x')}\nstep b { run: "cat \${made.rows}" }`, [
      { message: '`made` has no output `rows`.', at: 'rows', hint: 'It has `x`.' },
    ])
  })

  it('that are metrics have the names of their schema', () => {
    const judge = 'step j { run: "true", outputs: { r: metrics("r.json", { recall: float, rows: int }) } }\n'
    expectValid(`${judge}step b { run: "echo \${j.r.recall} \${j.rows}" }`)
    expectErrors(`${judge}step b { run: "echo \${j.r.recal}" }`, [
      { message: 'There is no `recal` in `j.r`.', at: 'recal', hint: 'Did you mean `recall`?' },
    ])
  })
})

describe("a run's own facts", () => {
  it('are for nodes that are not cached', () => {
    expectValid(
      'step s { run: "echo ${run.id}", cache: false }\nstep t { run: "true", when: run.date != "x" }',
    )
    expectErrors('step s { run: "echo ${run.date}" }', [
      { message: "`run.date` differs from run to run, so `s` can't be cached." },
    ])
  })

  it('hold its status only in notify', () => {
    expectValid('notify n { to: file("log"), message: "${run.status}" }')
    expectErrors('step s { run: "echo ${run.status}", cache: false }', [
      { message: '`run.status` is not known here.', at: 'run.status' },
    ])
  })
})

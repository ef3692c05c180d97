import { describe, expect, it } from 'vitest'
import { expectErrors, expectValid, nodeOf } from '../harness.ts'

const value = (of: unknown) => ({ op: 'value', value: of })

function runOf(run: string, declarations = '') {
  return nodeOf(expectValid(`${declarations}\nstep s { run: ${run}, outputs: { o: file("o.txt") } }`), 's')
    .config.run
}

describe('a command', () => {
  it('as a text is literal texts and holes in turn', () => {
    expect(runOf('"cat ${1}${"a b"} > ${outputs.o}"')).toEqual({
      op: 'apply',
      function: 'shell',
      arguments: [
        value('cat '),
        value(1),
        value(''),
        value('a b'),
        value(' > '),
        value({ $output: 'o' }),
        value(''),
      ],
    })
  })

  it('without holes has the same form', () => {
    expect(runOf('"true"')).toEqual({ op: 'apply', function: 'shell', arguments: [value('true')] })
  })

  it('as words is a list', () => {
    expect(runOf('["cat", 1, [2, 3]]')).toEqual({
      op: 'list',
      items: [value('cat'), value(1), value([2, 3])],
    })
  })

  it('may be chosen, each branch in its own form', () => {
    const run = runOf('if p then "a ${p}" else ["b"]', 'param p: bool = true')
    expect(run).toMatchObject({ op: 'if', yes: { op: 'apply', function: 'shell' }, no: { op: 'list' } })
    expect(runOf('if true then "a" else "b"')).toEqual(runOf('"a"'))
  })

  it('is quoted through a let as if it stood in its place', () => {
    const named = runOf('command', 'param p: string = "x"\nlet command = "echo ${p}"')
    expect(named).toEqual(runOf('"echo ${p}"', 'param p: string = "x"'))
    expectErrors('param p: string = "x"\nlet command = "echo \\"${p}\\""\nstep s { run: command }', [
      { message: "A hole can't stand inside double quotes: its quoting would break the command.", at: 'p' },
    ])
  })

  it('is no other text', () => {
    expectErrors('param p: string = "x"\nstep s { run: p }', [
      { message: 'A command is written out: a text, or a list of words.', at: 'p' },
    ])
  })
})

describe('inputs and outputs', () => {
  it('are filled in where they are named', () => {
    const text = [
      'dataset d { source: two_moons() }',
      'step s { inputs: { rows: d, n: 3 }, run: "use ${inputs.rows} ${inputs.n}", env: { N: inputs.n, OUT: outputs.o }, outputs: { o: file("o") } }',
    ].join('\n')
    const { config, dependencies } = nodeOf(expectValid(text), 's')
    expect(config.run).toMatchObject({
      arguments: [value('use '), { op: 'output', node: 'd', path: ['all'] }, value(' '), value(3), value('')],
    })
    expect(config.env).toEqual(value({ N: 3, OUT: { $output: 'o' } }))
    expect(dependencies).toEqual([{ node: 'd', kind: 'data' }])
  })

  it('mean nothing elsewhere', () => {
    expectErrors('let a = inputs.x\nstep s { run: "echo ${a}" }', [
      { message: '`inputs.x` is not known here.', at: 'x' },
    ])
    expectErrors('step s { run: "true", inputs: { a: 1 }, when: inputs.a > 0 }', [
      { message: '`inputs.a` is not known here.', at: 'a' },
    ])
  })
})

describe('what a command can get', () => {
  it('is texts, numbers, files, lists and records', () => {
    expectValid(
      'dataset d { source: two_moons() }\nstep s { run: ["a", 1, true, "x", d, [d, d], { a: [1], b: "c" }, export(d, format: "jsonl")], env: { A: export(d), B: d } }',
    )
  })

  it.each([
    ['5m', 'A command gets plain numbers, and this has a unit.'],
    ['[1s]', 'A command gets plain numbers, and this has a unit.'],
    ['{ a: { b: 1GB } }', 'A command gets plain numbers, and this has a unit.'],
    ['none', "This can't be part of a command: it is `none`."],
    ['mlp()', "This can't be part of a command: it is an architecture."],
  ])('is not %s', (word, message) => {
    expectErrors(`step s { run: ["a", ${word}] }`, [{ message, at: word }])
  })
})

describe('dependencies', () => {
  const two = 'step a { run: "true", outputs: { o: metrics("a", { x: int }) } }\nstep b { run: "true" }\n'

  it('are data, order or alternatives', () => {
    const text = `${two}step c { run: "true", needs: [b], when: a.x > 1 }
dataset d { source: two_moons() }
train t { model: mlp(), data: d }
train u { model: mlp(), data: d }
train v { model: first_ok(t.model, u.model), data: d }
notify n { to: file("log"), message: "\${a.x}" }`
    const program = expectValid(text)
    expect(nodeOf(program, 'c').dependencies).toEqual([
      { node: 'a', kind: 'order' },
      { node: 'b', kind: 'order' },
    ])
    expect(nodeOf(program, 'v').dependencies).toEqual([
      { node: 'd', kind: 'data' },
      { node: 't', kind: 'alternative' },
      { node: 'u', kind: 'alternative' },
    ])
    expect(nodeOf(program, 'n').dependencies).toEqual([{ node: 'a', kind: 'alternative' }])
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Program } from '../../src/ir/program.ts'
import { compileText } from '../compiler/harness.ts'
import { project, ran } from './workshop.ts'

/** Values that do harm where they are read as anything but text. */
const hostile = [
  '',
  ' ',
  "it's",
  '"two" words',
  '\\',
  '\n',
  'line\nline\n',
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  '"; touch pwned; "',
  '*',
  '~',
  '-n',
  '--',
  '$HOME',
  '${HOME}',
  '#x',
  'a/b',
  'ünïcödé \u{1f600}',
  'E',
  'x'.repeat(60_000),
]

function programOf(text: string): Program {
  const { program, diagnostics } = compileText(text)
  expect(diagnostics.map(({ message }) => message)).toEqual([])
  if (!program) throw new Error('the program has no errors')
  return program
}

const words = (bytes: string) => bytes.split('\0').slice(0, -1)

test('hostile values of params arrive in commands as they are, as words, as parts of words and in variables', async () => {
  const root = project()
  const program = programOf(`
param values: list(string) = []
param one: string = ""
step text {
  run: """
    for word in \${values}; do printf '%s\\0' "$word"; done > \${outputs.out}
    """
  outputs: { out: file("text.bin") }
}
step words {
  run: ["sh", "-c", """
    out=$1; shift; printf '%s\\0' "$@" > "$out"
    """, "sh", outputs.out, values]
  outputs: { out: file("words.bin") }
}
step parts {
  run: """
    known=known
    printf '%s\\0' --name=\${one} a\${one}b $known\${one} ~\${one} "$VARIABLE" > \${outputs.out}
    """
  env: { VARIABLE: one }
  outputs: { out: file("parts.bin") }
}
step record {
  run: "printf %s \${{ list: values, one: one }} > \${outputs.out}"
  outputs: { out: file("record.json") }
}
`)
  const params = { values: hostile, one: 'it\'s $(touch pwned) "x"\n*' }
  const result = await ran(root, withDefaults(program, params))
  expect(result.of('node-failed').map(({ diagnostics }) => diagnostics)).toEqual([])
  const read = (name: string) => readFileSync(join(root, name), 'utf8')
  expect(words(read('text.bin'))).toEqual(hostile)
  expect(words(read('words.bin'))).toEqual(hostile)
  const { one } = params
  expect(words(read('parts.bin'))).toEqual([`--name=${one}`, `a${one}b`, `known${one}`, `~${one}`, one])
  expect(JSON.parse(read('record.json'))).toEqual({ list: hostile, one })
  expect(() => read('pwned')).toThrow()
})

/** The program with other defaults of its params, as a run that sets them has them. */
function withDefaults(
  program: Program,
  values: { readonly [param: string]: readonly string[] | string },
): Program {
  return {
    ...program,
    params: program.params.map((param) => ({
      ...param,
      default: { op: 'value', value: values[param.name] ?? null } as const,
    })),
  }
}

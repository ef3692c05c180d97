import type { Mistake } from './mistake.ts'

const doubled = Array.from({ length: 20 }, (_, index) => `let a${index + 1} = [a${index}, a${index}]`)

/** Rule 3: total and pure. Checking ends, and reads only the files that the program names. */
export const total: readonly Mistake[] = [
  {
    name: 'a file outside of the project',
    program: 'dataset rows { source: csv(▸"../secrets.csv") }',
    code: 'PIPE2028',
    hint: /within the project/,
  },
  {
    name: 'an absolute path',
    program: 'dataset rows { source: csv(▸"/etc/passwd") }',
    code: 'PIPE2028',
    hint: /within the project/,
  },
  {
    name: 'an output outside of the project',
    program: 'step write { run: ["make", outputs.out], outputs: { out: file(▸"../../out.txt") } }',
    code: 'PIPE2028',
    hint: /within the project/,
  },
  {
    name: 'a glob that meets nothing',
    program: 'step build { run: "make", code: [▸"src/**/*.zig"] }',
    code: 'PIPE2030',
    hint: /relative/,
  },
  {
    name: 'values that double until nothing holds them',
    program: `let a0 = [1, 2]
${doubled.slice(0, 13).join('\n')}
let a14 = ▸[a13, a13]
${doubled.slice(14).join('\n')}
step show { run: "true", inputs: { x: a20 } }`,
    code: 'PIPE2034',
    hint: /step/,
  },
  {
    name: 'an import from outside of the project',
    program: 'import { shared } from ▸"../shared.pipe"\nstep show { run: ["echo", shared] }',
    code: 'PIPE2101',
    hint: /./,
  },
  {
    name: 'files that import each other',
    program:
      'import { helper } from "./helper.pipe"\nlet base = 1\nstep show { run: ["echo", helper, base] }',
    files: { 'helper.pipe': 'import { base } from ▸"./main.pipe"\nlet helper = base + 1\n' },
    code: 'PIPE2102',
    hint: /imports from neither/,
  },
  {
    name: 'a component that uses itself',
    program: `component ▸loop {
  is: "node"
  param n: int = 1
  loop inner { n: n - 1 }
  output value: int = inner.value
}
loop start { n: 3 }`,
    code: 'PIPE2111',
    hint: /never itself/,
  },
  {
    name: 'an import of what a file does not have',
    program: 'import { ▸heplers } from "./helper.pipe"\nstep show { run: ["echo", heplers] }',
    files: { 'helper.pipe': 'let helpers = 1\n' },
    code: 'PIPE2103',
    hint: /`helpers`/,
  },
  {
    name: 'a text that is not closed',
    program: 'step show { run: ▸"echo hello }',
    code: 'PIPE1005',
    hint: /./,
  },
]

// A generated program of 100,000 lines in 50 files: `pipe check` in a fresh process. Reach: 2 s and 1 GB.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { formatSeconds, timeMedian } from '../timing.mjs'

const pipe = join(import.meta.dirname, '../../dist/pipe.js')
const files = 50
/** In each file: with 18 lines each, and a use of each in the program, 100,000 lines. */
const components = 104

/**
 * A program of 50 files: 49 of components and values, each importing from the one before it, and the program itself,
 * which uses every component once and has steps of its own.
 */
export function generateModules() {
  const texts = new Map()
  for (let index = 0; index < files - 1; index++) texts.set(`parts/part_${index}.pipe`, part(index))
  texts.set('main.pipe', main())
  return texts
}

/** Components, the first of which uses that of the file before, and values beside. */
function part(index) {
  const text = []
  if (index > 0) text.push(`import { c_0 as before, rate_0 as rate } from "./part_${index - 1}.pipe"`, '')
  else text.push('let rate = 10%', '')
  for (let number = 0; number < components; number++) text.push(...component(index, number))
  return `${text.join('\n')}\n`
}

function component(index, number) {
  const inner = number === 0 && index > 0 ? ['  before made { count: count, at: "${at}-b" }'] : []
  return [
    `let rate_${number} = rate / ${number + 1}`,
    `## Part ${number} of file ${index}.`,
    `component c_${number} {`,
    '  is: "node"',
    '  ## How many.',
    '  param count: int in 1..1_000_000 = 10',
    '  param at: string',
    ...inner,
    `  let shown = "part ${number}: \${count} of \${rate_${number}}"`,
    '  step write {',
    '    run: "echo ${shown} ${at} > ${outputs.text}"',
    '    outputs: { text: file("out/${at}.txt") }',
    '    timeout: 5m',
    '  }',
    '  step count_words {',
    '    inputs: { text: write.text }',
    '    run: "wc -w < ${inputs.text}"',
    '  }',
    '  output text: File = write.text',
    '}',
  ]
}

function main() {
  const text = ['pipeline generated { edition: "2026", seed: 1 }', '']
  const each = (write) => {
    for (let index = 0; index < files - 1; index++) {
      for (let number = 0; number < components; number++) write(index, number, `p_${index}_${number}`)
    }
  }
  for (let index = 0; index < files - 1; index++) {
    const picks = Array.from({ length: components }, (_, number) => `c_${number} as p_${index}_${number}`)
    text.push(`import { ${picks.join(', ')} } from "./parts/part_${index}.pipe"`)
  }
  each((index, number, name) => text.push(`${name} u_${index}_${number} { at: "${index}-${number}" }`))
  for (let number = 0; number < 1000; number++) {
    const read = `u_${number % (files - 1)}_${number % components}.text`
    text.push(`step s_${number} { run: "cat \${inputs.text}", inputs: { text: ${read} } }`)
  }
  return `${text.join('\n')}\n`
}

if (argv[1] === import.meta.filename) {
  const folder = mkdtempSync(join(tmpdir(), 'pipe-bench-'))
  try {
    mkdirSync(join(folder, 'parts'))
    let lines = 0
    for (const [name, text] of generateModules()) {
      lines += text.split('\n').length
      writeFileSync(join(folder, name), text)
    }
    console.log(`program      ${lines.toLocaleString('en-US')} lines in ${files} files`)
    const check = timeMedian(process.execPath, [pipe, 'check', 'main.pipe'], { runs: 5, cwd: folder })
    console.log(
      `pipe check   ${formatSeconds(check.seconds)}, ${check.megabytes.toFixed(0)} MB (reach: 2 s, 1 GB)`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

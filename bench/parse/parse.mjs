// Text to tree: MB/s on a generated 1 MB program, the cost of building the parser, and a cold process beside `node -e 0`.
// Usage: node bench/parse/parse.mjs
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { program } from './program.mjs'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'pipe-bench-'))

/** Bundled as the command is: the parser library's own modules take 400 ms to import one by one. */
const entry = `
export { parse } from './src/parser/parse.ts'
export { print } from './src/parser/print.ts'
export { SourceText } from './src/base/source.ts'
`
const options = { bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'warning' }
const library = join(folder, 'parser.mjs')
await build({ ...options, stdin: { contents: entry, resolveDir: root, loader: 'ts' }, outfile: library })

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]
const time = (run) => {
  const start = performance.now()
  run()
  return performance.now() - start
}

const beforeImport = performance.now()
const { parse, print, SourceText } = await import(pathToFileURL(library).href)
const imported = performance.now() - beforeImport
const first = time(() => parse(new SourceText('first.pipe', 'let a = 1\n')))

const text = program(1_000_000)
const source = new SourceText('generated.pipe', text)
const { module, diagnostics } = parse(source)
if (diagnostics.length > 0) throw new Error(`the generated program does not parse: ${diagnostics[0].message}`)
const cold = time(() => parse(new SourceText('generated.pipe', text)))
const parsing = Array.from({ length: 15 }, () => time(() => parse(new SourceText('generated.pipe', text))))
const printing = Array.from({ length: 7 }, () => time(() => print(module, source)))
const speed = (milliseconds) => `${(text.length / 1e6 / (milliseconds / 1e3)).toFixed(2)} MB/s`

const small = join(folder, 'small.pipe')
writeFileSync(small, program(4_000))
const script = join(folder, 'check.mjs')
writeFileSync(
  script,
  `import { readFileSync } from 'node:fs'
import { parse, SourceText } from './parser.mjs'
parse(new SourceText('small.pipe', readFileSync(${JSON.stringify(small)}, 'utf8')))
`,
)
const wall = (...words) =>
  median(
    Array.from({ length: 11 }, () => time(() => spawnSync(process.execPath, words, { stdio: 'inherit' }))),
  )
const bare = wall('-e', '0')
const process1 = wall(script)

console.log(`text                    ${(text.length / 1e6).toFixed(2)} MB, ${module.items.length} items`)
console.log(`import of the bundle    ${imported.toFixed(1)} ms`)
console.log(`parser built, 1st parse ${first.toFixed(1)} ms`)
console.log(`parse, second time      ${speed(cold)}`)
console.log(`parse, median of 15     ${speed(median(parsing))}`)
console.log(`print, median of 7      ${speed(median(printing))}`)
console.log(`node -e 0               ${bare.toFixed(0)} ms`)
console.log(`parse 4 kB, cold        ${process1.toFixed(0)} ms, ${(process1 / bare).toFixed(2)} times`)
rmSync(folder, { recursive: true })

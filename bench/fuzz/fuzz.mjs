// Damages the programs of test/cases and compiles them: node bench/fuzz/fuzz.mjs [how many] [first seed].
// Reach: of 1,000,000 none makes an exception, and none takes over 1 s. What is found is written out with its seed, and the exit code is 1.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const count = Number(process.argv[2] ?? 100_000)
const first = Number(process.argv[3] ?? 1)
const folder = mkdtempSync(join(tmpdir(), 'pipe-fuzz-'))
let faults = 0
let slow = 0
try {
  const outfile = join(folder, 'test/compiler/fuzz.mjs')
  await build({
    entryPoints: [join(root, 'test/compiler/fuzz.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    define: { 'import.meta.dirname': JSON.stringify(join(root, 'test/compiler')) },
  })
  const { readCorpus, damagedProgram, faultOf } = await import(outfile)
  const corpus = readCorpus(join(root, 'test/cases'))
  const started = performance.now()
  for (let seed = first; seed < first + count && faults < 20; seed++) {
    const text = damagedProgram(corpus, seed)
    const before = performance.now()
    const fault = faultOf(text, corpus.files)
    const took = performance.now() - before
    if (took > 1000) {
      slow++
      console.log(`seed ${seed} took ${Math.round(took)} ms`)
    }
    if (fault === undefined) continue
    faults++
    console.log(`seed ${seed}: ${fault}\n--- program\n${text}\n---`)
  }
  const seconds = (performance.now() - started) / 1000
  console.log(`${count} programs, ${faults} faults, ${slow} over 1 s, ${seconds.toFixed(1)} s`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = faults + slow > 0 ? 1 : 0

// Programs of 2,000 nodes as pictures, beside Graphviz's `dot` where it is installed. Reach: 3 s.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatSeconds, timeMedian, timeOnce } from '../timing.mjs'

const pipe = join(import.meta.dirname, '../../dist/pipe.js')
const count = 2000

/** A repeatable draw in 0..below-1 (Lehmer, 1951). */
function draws(seed) {
  let state = seed
  return (below) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

function step(index, reads) {
  const words = reads.map((other) => `\${s_${other}.out}`).join(' ')
  return `step s_${index} { run: "cat ${words} > \${outputs.out}", outputs: { out: file("out/${index}.txt") } }`
}

/** Each shape says for a step which ones before it are read. */
const shapes = {
  'fan of equal branches': (index) =>
    index === 0 ? [] : index === count - 1 ? fanEnds() : [index % 3 === 1 ? 0 : index - 1],
  'one long chain': (index) => (index === 0 ? [] : [index - 1]),
  'random, two reads each': (() => {
    const draw = draws(7)
    return (index) => (index === 0 ? [] : [...new Set([index - 1 - draw(Math.min(index, 60)), draw(index)])])
  })(),
}

function fanEnds() {
  return Array.from({ length: Math.floor((count - 2) / 3) }, (_, branch) => 3 * branch + 3)
}

const graphviz = spawnSync('dot', ['-V']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'pipe-bench-'))
try {
  if (!graphviz) console.log('dot is not installed: no peer beside ours')
  for (const [name, readsOf] of Object.entries(shapes)) {
    const file = join(folder, 'main.pipe')
    const steps = Array.from({ length: count }, (_, index) => step(index, readsOf(index)))
    writeFileSync(file, ['pipeline big { edition: "2026" }', ...steps, ''].join('\n'))
    const time = (...words) =>
      formatSeconds(timeMedian(process.execPath, [pipe, ...words], { runs: 3, cwd: folder }).seconds)
    console.log(`${name}: ${count} nodes`)
    console.log(`  pipe check       ${time('check', file)} (a part of each of the others)`)
    for (const format of ['svg', 'text', 'mermaid', 'dot', 'json'])
      console.log(
        `  pipe graph ${format.padEnd(8)}${time('graph', file, '--format', format, '--out', join(folder, 'out'))}`,
      )
    if (!graphviz) continue
    const dot = join(folder, 'all.dot')
    timeOnce(process.execPath, [pipe, 'graph', file, '--out', dot])
    const options = { cwd: folder, timeout: 60_000, killSignal: 'SIGKILL', anyStatus: true }
    try {
      const peer = timeOnce('dot', ['-Tsvg', dot, '-o', join(folder, 'dot.svg')], options)
      console.log(`  dot -Tsvg        ${formatSeconds(peer.seconds)}, every node drawn`)
    } catch (error) {
      if (error.code !== 'ETIMEDOUT') throw error
      console.log('  dot -Tsvg        not done after 60 s')
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

// One-token deletions over the five programs: the share of the other declarations that are lost, or are no longer what
// they were. Reach: at most 0.5%.
// Usage: node bench/parse/deletions.mjs
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'pipe-bench-'))
const entry = `
export { parse } from './src/parser/parse.ts'
export { SourceText } from './src/base/source.ts'
export { wordsOf } from './test/parser/mutate.ts'
`
const library = join(folder, 'parser.mjs')
const options = { bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'warning' }
await build({ ...options, stdin: { contents: entry, resolveDir: root, loader: 'ts' }, outfile: library })
const { parse, SourceText, wordsOf } = await import(pathToFileURL(library).href)
rmSync(folder, { recursive: true, force: true })

const reach = 0.005
const total = { deletions: 0, others: 0, lost: 0 }
for (const name of ['agentic', 'canidae', 'cpt_rag', 'kaslite', 'neuroweaver']) {
  const text = readFileSync(join(root, 'test/cases', name, 'program.pipe'), 'utf8')
  const counted = measure(text)
  for (const key of Object.keys(total)) total[key] += counted[key]
  console.log(line(name, counted))
}
console.log(line('all', total))
if (total.lost / total.others > reach) {
  console.error(`more than ${100 * reach}% of the other declarations are lost`)
  process.exitCode = 1
}

/** Each word that is no comment is deleted once; a declaration is kept when it stands in the tree with the same text. */
function measure(text) {
  const { module } = parse(new SourceText('program.pipe', text))
  const inComment = (at) => module.comments.some(({ start, end }) => at >= start && at < end)
  const counted = { deletions: 0, others: 0, lost: 0 }
  for (const { start, end } of wordsOf(text)) {
    if (inComment(start)) continue
    const damaged = text.slice(0, start) + text.slice(end)
    const found = new Set(parse(new SourceText('program.pipe', damaged)).module.items.map(textIn(damaged)))
    const others = module.items.filter((item) => item.end <= start || item.start >= end)
    counted.deletions += 1
    counted.others += others.length
    counted.lost += others.filter((item) => !found.has(textIn(text)(item))).length
  }
  return counted
}

function textIn(text) {
  return ({ start, end }) => text.slice(start, end)
}

function line(name, { deletions, others, lost }) {
  const share = `${((100 * lost) / others).toFixed(3)}%`
  return `${name.padEnd(12)} ${String(deletions).padStart(6)} deletions  ${String(lost).padStart(6)} of ${others} others lost  ${share}`
}

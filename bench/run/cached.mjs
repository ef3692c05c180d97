// 10,000 steps with an output each, everything cached: a whole `pipe run`, beside ninja doing nothing on the same graph.
// Reach: 1.5 s. node bench/run/cached.mjs [steps] [rounds]
import { argv } from 'node:process'
import { formatSeconds, timeMedian, timeOnce } from '../timing.mjs'
import { inProject, pipe } from './project.mjs'

const count = Number(argv[2] ?? 10_000)
const rounds = Number(argv[3] ?? 5)
const indices = Array.from({ length: count }, (_, index) => index)
const outputOf = (index) => `out/${index % 100}/${index}.txt`
/** Each step reads what the one a hundred before it wrote. */
const before = (index) => (index < 100 ? undefined : index - 100)

function stepOf(index) {
  const source = before(index)
  const run =
    source === undefined
      ? `echo ${index} > \${outputs.text}`
      : `cat \${s${source}.text} > \${outputs.text}; echo ${index} >> \${outputs.text}`
  return `step s${index} { run: "${run}", outputs: { text: file("${outputOf(index)}") } }`
}

function ruleOf(index) {
  const source = before(index)
  return `build ${outputOf(index)}: make ${source === undefined ? '' : outputOf(source)}`
}

const ninja = `rule make\n  command = echo x > $out\n${indices.map(ruleOf).join('\n')}\n`
const program = `${indices.map(stepOf).join('\n')}\n`

await inProject({ 'build.ninja': ninja, 'steps.pipe': program }, (folder) => {
  const options = { cwd: folder, runs: rounds }
  const words = [pipe, 'run', 'steps.pipe', '--reporter', 'plain']
  const began = performance.now()
  const cold = timeOnce(process.execPath, words, options)
  if (cold.status !== 0) throw new Error(`pipe run ended with ${cold.status}\n${cold.stdout}${cold.stderr}`)
  console.log(
    `pipe run, cold    ${formatSeconds((performance.now() - began) / 1000)}, ${cold.megabytes.toFixed(0)} MB`,
  )
  const ours = timeMedian(process.execPath, words, options)
  const last = timeOnce(process.execPath, words, options)
  if (!last.stdout.includes(`${count.toLocaleString('en')} cached`))
    throw new Error(`not everything was cached\n${last.stdout}`)
  console.log(
    `pipe run, cached  ${formatSeconds(ours.seconds)}, ${ours.megabytes.toFixed(0)} MB (reach: 1.5 s)`,
  )
  const built = timeOnce('ninja', [], { cwd: folder })
  if (built.status !== 0) throw new Error(`ninja ended with ${built.status}\n${built.stdout}`)
  const theirs = timeMedian('ninja', [], options)
  console.log(`ninja, no work    ${formatSeconds(theirs.seconds)}`)
})

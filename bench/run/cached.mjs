// The generated program of 10,000 steps with everything cached: a whole `pipe run`, beside ninja doing nothing on as many
// targets. Reach: 1.5 s. node bench/run/cached.mjs [steps] [rounds]
import { argv } from 'node:process'
import { generateSteps } from '../check/generate.mjs'
import { formatSeconds, timeMedian, timeOnce } from '../timing.mjs'
import { inProject, pipe } from './project.mjs'

const count = Number(argv[2] ?? 10_000)
const rounds = Number(argv[3] ?? 5)
const outputOf = (index) => `built/${index % 100}/${index}.txt`
/** Each target is made of the one a hundred before it. */
const rules = Array.from(
  { length: count },
  (_, index) => `build ${outputOf(index)}: make ${index < 100 ? '' : outputOf(index - 100)}`,
)
const ninja = `rule make\n  command = echo x > $out\n${rules.join('\n')}\n`

await inProject({ 'build.ninja': ninja, 'steps.pipe': generateSteps(count) }, (folder) => {
  const options = { cwd: folder, runs: rounds }
  const words = [pipe, 'run', 'steps.pipe', '--reporter', 'plain']
  const told = (name, { seconds, megabytes }) =>
    console.log(`${name.padEnd(24)} ${formatSeconds(seconds).padStart(8)}, ${megabytes.toFixed(0)} MB`)
  const cold = timeOnce(process.execPath, words, options)
  if (cold.status !== 0) throw new Error(`pipe run ended with ${cold.status}\n${cold.stdout}${cold.stderr}`)
  told('pipe run, all to be done', cold)
  const ours = timeMedian(process.execPath, words, options)
  const last = timeOnce(process.execPath, words, options)
  if (!last.stdout.includes(`${count.toLocaleString('en')} cached`))
    throw new Error(`not everything was cached\n${last.stdout}`)
  told('pipe run, all cached', ours)
  console.log('                         reach: 1.5 s')
  const built = timeOnce('ninja', [], { cwd: folder })
  if (built.status !== 0) throw new Error(`ninja ended with ${built.status}\n${built.stdout}`)
  told('ninja, nothing to do', timeMedian('ninja', [], options))
})

// 1,000 steps of `true`, two jobs, nothing cached: a whole `pipe run`, beside a bare loop over Node's spawn that runs the
// same commands (the floor) and `make -j2`. Reach: at most 1.5 times the floor.
// node bench/run/steps.mjs [steps] [rounds]
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { formatSeconds, median, timeOnce } from '../timing.mjs'
import { inProject, pipe } from './project.mjs'

const count = Number(argv[2] ?? 1000)
const rounds = Number(argv[3] ?? 5)
// Each command is another: equal work would be done once.
const commands = Array.from({ length: count }, (_, index) => `true ${index}`)

const floor = `
  import { spawn } from 'node:child_process'
  const commands = ${JSON.stringify(commands)}
  let next = 0
  const start = () => {
    const command = commands[next++]
    if (command) spawn('sh', ['-eu', '-c', command], { stdio: 'ignore' }).on('close', start)
  }
  start()
  start()
`
const targets = commands.map((command, index) => `t${index}:\n\t@${command}\n`)
const makefile = `all: ${commands.map((_, index) => `t${index}`).join(' ')}\n.PHONY: all\n${targets.join('')}`
const program = commands.map((command, index) => `step s${index} { run: "${command}" }`).join('\n')

await inProject({ 'floor.mjs': floor, Makefile: makefile, 'steps.pipe': `${program}\n` }, (folder) => {
  const contenders = {
    floor: [process.execPath, ['floor.mjs']],
    'make -j2': ['make', ['-s', '-j2']],
    'pipe run': [process.execPath, [pipe, 'run', 'steps.pipe', '--jobs', '2', '--reporter', 'plain']],
  }
  const seconds = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, [command, args]] of Object.entries(contenders)) {
      rmSync(join(folder, '.pipe'), { recursive: true, force: true })
      const one = timeOnce(command, args, { cwd: folder })
      if (one.status !== 0) throw new Error(`${name} ended with ${one.status}\n${one.stdout}${one.stderr}`)
      // The first round warms the disk.
      if (round > 0) seconds[name].push(one.seconds)
    }
  }
  const floorSeconds = median(seconds.floor)
  for (const [name, all] of Object.entries(seconds)) {
    const ratio = median(all) / floorSeconds
    console.log(
      `${name.padEnd(10)} ${formatSeconds(median(all)).padStart(8)}  ${ratio.toFixed(2)} times the floor`,
    )
  }
  console.log('reach: pipe run at most 1.50 times the floor')
})

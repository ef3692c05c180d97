// Writes a program of many steps, in chains and diamonds, for measuring: node bench/check/generate.mjs [steps] [file]
import { writeFileSync } from 'node:fs'
import { argv, stdout } from 'node:process'

/** A program of `count` steps: of each ten, a chain of six, a diamond of three, and one that reads what another wrote. */
export function generateSteps(count) {
  const lines = ['pipeline generated { edition: "2026", seed: 1 }', '', 'param rate: float in 0..1 = 10%', '']
  for (let index = 0; index < count; index++) lines.push(step(index))
  return `${lines.join('\n')}\n`
}

function step(index) {
  const place = index % 10
  const before = (distance) => `s${index - distance}`
  if (place === 0) return `step s${index} { run: "true" }`
  if (place < 6) return `step s${index} { run: "true", needs: [${before(1)}] }`
  if (place === 6) {
    return `step s${index} { run: "echo \${rate} > \${outputs.made}", outputs: { made: file("out/${index}.txt") }, needs: [${before(1)}] }`
  }
  if (place === 7)
    return `step s${index} { run: "true", needs: [${before(2)}], retry: { times: 2 }, timeout: 5m }`
  if (place === 8) return `step s${index} { run: "true", needs: [${before(1)}, ${before(2)}] }`
  return `step s${index} { run: "cat \${inputs.text}", inputs: { text: ${before(3)}.made }, when: rate < 0.5 }`
}

if (argv[1] === import.meta.filename) {
  const text = generateSteps(Number(argv[2] ?? 10_000))
  if (argv[3]) writeFileSync(argv[3], text)
  else stdout.write(text)
}

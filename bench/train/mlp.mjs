// Steps a second of two perceptrons with Adam, one thread: ours as a train node does them (shuffling, gathering rows,
// checkpoints), and PyTorch beside it in the same run.
// Usage: node bench/train/mlp.mjs [rounds]      PYTHON=python3 names the interpreter that has torch
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { median } from '../timing.mjs'

const root = join(import.meta.dirname, '../..')
// Under node_modules, so that the bundle finds the packages that it leaves out.
const folder = join(root, 'node_modules/.cache', `pipewright-bench-${process.pid}`)
const rounds = Number(process.argv[2] ?? 3)
const pythons = process.env.PYTHON ? [process.env.PYTHON] : ['python3', '/usr/bin/python3']

const cases = [
  { name: '2-64-64-2, batch 64', words: ['2', '64,64', '2', '64', '60'] },
  { name: '784-512-256-10, batch 256', words: ['784', '512,256', '10', '256', '9'], reach: 20 },
]

mkdirSync(folder, { recursive: true })
const bundle = join(folder, 'train.mjs')
await build({
  entryPoints: [join(import.meta.dirname, 'train.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: ['@tensorflow/*'],
})

function output(command, words) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : { failed: stderr.trim().split('\n').at(-1) || `exit ${status}` }
}

const torch = pythons.find((python) => typeof output(python, ['-c', 'import torch']) === 'string')
if (!torch) {
  console.log(`torch is not installed for ${pythons.join(' or ')}: ours alone.`)
  console.log('To compare: Debian has python3-torch with libopenblas0-pthread; PyPI has torch.')
}

for (const { name, words, reach } of cases) {
  const ours = []
  const theirs = []
  let version = ''
  for (let round = 0; round < rounds; round++) {
    const found = output(process.execPath, [bundle, ...words])
    if (typeof found !== 'string') throw new Error(found.failed)
    ours.push(Number(found))
    if (!torch) continue
    const peer = output(torch, [join(import.meta.dirname, 'torch_mlp.py'), ...words])
    if (typeof peer !== 'string') throw new Error(peer.failed)
    const [rate, said] = peer.split(' ')
    theirs.push(Number(rate))
    version = said
  }
  const range = (rates) => `${Math.min(...rates).toFixed(1)} to ${Math.max(...rates).toFixed(1)}`
  console.log(name)
  console.log(`  pipewright     ${median(ours).toFixed(1)} steps/s (${range(ours)})`)
  if (torch) {
    console.log(`  torch ${version.padEnd(8)} ${median(theirs).toFixed(1)} steps/s (${range(theirs)})`)
    console.log(`  ratio          ${(median(ours) / median(theirs)).toFixed(2)}`)
  }
  if (reach) console.log(`  to reach       ${reach}: ${median(ours) >= reach ? 'reached' : 'not reached'}`)
}
rmSync(folder, { recursive: true, force: true })

// Trains as a node does, in a process of its own, and prints the steps a second between the first and the last epoch.
// Bundled and run by mlp.mjs: train.mjs <input> <hidden,...> <classes> <batch> <epochs>
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodePart } from '../../src/learning/datasets/part.ts'
import { Draws } from '../../src/learning/random.ts'
import { runTrainTask } from '../../src/learning/training/train-task.ts'

const [inputs = 0, hidden = '', classes = 0, batch = 0, epochs = 0] = process.argv
  .slice(2)
  .map((word, index) => (index === 1 ? word : Number(word))) as [number, string, number, number, number]
const rows = 4096
const draws = new Draws(1, 'bench')
const folder = mkdtempSync(join(tmpdir(), 'pipewright-bench-'))
const path = join(folder, 'train.part')
writeFileSync(
  path,
  Buffer.concat(
    encodePart({
      name: 'train',
      rows,
      featureNames: Array.from({ length: inputs }, (_, column) => `x${column}`),
      features: Float32Array.from({ length: rows * inputs }, () => draws.normal()),
      target: {
        kind: 'classes',
        name: 'y',
        values: Int32Array.from({ length: rows }, () => draws.integer(classes)),
        names: Array.from({ length: classes }, (_, index) => `${index}`),
      },
      task: 'classification',
      sourceRows: Float64Array.from({ length: rows }, (_, row) => row),
      preprocessing: { inputs: [], transforms: [] },
    }),
  ),
)

const ends: number[] = []
const outcome = await runTrainTask(
  {
    kind: 'train',
    node: 'bench',
    seed: 1,
    staging: join(folder, 'staging'),
    scratch: join(folder, 'scratch'),
    config: {
      model: {
        $component: 'mlp',
        is: 'model',
        arguments: { hidden: hidden.split(',').map(Number), activation: 'relu', dropout: 0 },
      },
      data: { $local: path },
      optimizer: {
        $component: 'adam',
        is: 'optimizer',
        arguments: { lr: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      },
      schedule: { $component: 'constant', is: 'schedule', arguments: {} },
      epochs,
      batch_size: batch,
      checkpoint: { every: { $quantity: 'epochs', amount: 1 }, keep: 3 },
      keep: 'best',
      device: 'cpu',
    },
  },
  {
    tell: (message) => {
      if (message.type === 'metric' && message.name === 'loss' && message.epoch) ends.push(performance.now())
    },
  },
)
rmSync(folder, { recursive: true, force: true })
if (!outcome.ok) throw new Error(outcome.diagnostics[0]?.message)
const seconds = ((ends.at(-1) ?? 0) - (ends[0] ?? 0)) / 1000
console.log((((epochs - 1) * Math.ceil(rows / batch)) / seconds).toFixed(3))

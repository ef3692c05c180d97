import type { SimulatedNode } from './simulation.ts'

const pythonLog = [
  'reading 344 rows from data/penguins.csv',
  'Warning: 11 rows have missing values',
  'dropping columns: island',
  'wrote clean.csv (333 rows, 6 columns)',
]

/** A usual program: twelve nodes, three trainings, one of them from the cache, a command with a log. */
export const penguins: readonly SimulatedNode[] = [
  { name: 'penguins', kind: 'dataset', cached: true, duration: 640 },
  {
    name: 'clean',
    kind: 'step',
    needs: ['penguins'],
    duration: 2500,
    reason: 'code clean.py changed',
    logs: pythonLog,
    outputs: [{ name: 'table', kind: 'File', path: 'build/clean.csv', size: 23_410 }],
  },
  {
    name: 'split',
    kind: 'dataset',
    needs: ['clean'],
    duration: 700,
    reason: 'data changed',
    metrics: { rows: 333 },
  },
  {
    name: 'fit_linear',
    kind: 'train',
    needs: ['split'],
    duration: 6000,
    epochs: 30,
    reason: 'data changed',
    metrics: { loss: 0.1832, 'val.loss': 0.2011 },
  },
  {
    name: 'fit_mlp',
    kind: 'train',
    needs: ['split'],
    duration: 14_000,
    epochs: 80,
    regulated: true,
    reason: 'config.optimizer.lr changed, data changed',
    metrics: { loss: 0.0912, 'val.loss': 0.1475 },
    outputs: [{ name: 'model', kind: 'Model', size: 48_200 }],
  },
  {
    name: 'fit_wide',
    kind: 'train',
    needs: ['split'],
    duration: 9000,
    epochs: 40,
    startLoss: 2.3,
    failsOnce: true,
    reason: 'data changed',
    metrics: { loss: 0.1411, 'val.loss': 0.1702 },
  },
  ...['linear', 'mlp', 'wide'].map(
    (name, index): SimulatedNode => ({
      name: `judged_${name}`,
      kind: 'evaluate',
      needs: [`fit_${name}`, 'split'],
      duration: 500,
      reason: 'model changed',
      metrics: {
        accuracy: [0.9701, 0.9851, 0.9821][index] ?? 0,
        'f1.macro': [0.9634, 0.9812, 0.9779][index] ?? 0,
        log_loss: [0.0981, 0.0412, 0.0487][index] ?? 0,
      },
    }),
  ),
  {
    name: 'best',
    kind: 'score',
    needs: ['judged_linear', 'judged_mlp', 'judged_wide'],
    duration: 60,
    reason: 'candidates changed',
    metrics: { accuracy: 0.9851 },
  },
  {
    name: 'report',
    kind: 'step',
    needs: ['best', 'clean'],
    duration: 1500,
    reason: 'inputs changed',
    logs: ['rendering 4 figures', 'wrote report.html'],
    outputs: [{ name: 'page', kind: 'File', path: 'build/report.html', size: 184_200 }],
  },
  { name: 'tell', kind: 'notify', needs: ['report'], duration: 90, reason: 'always' },
]

/** The same, but the report fails. */
export const failing: readonly SimulatedNode[] = penguins.map((node) =>
  node.name === 'report'
    ? {
        ...node,
        fails: true,
        logs: [
          'rendering 4 figures',
          'Traceback (most recent call last):',
          '  File "report.py", line 12, in <module>',
          "KeyError: 'bill_length'",
        ],
      }
    : node,
)

/** A study of many trainings: a dataset, groups of prepared data, and below each of them trainings with an evaluation. */
export function study(nodes: number, duration = 1500): readonly SimulatedNode[] {
  const program: SimulatedNode[] = [{ name: 'corpus', kind: 'dataset', duration: 300 }]
  for (let group = 0; program.length < nodes; group++) {
    const prepared = `prepare_${group}`
    program.push({ name: prepared, kind: 'step', needs: ['corpus'], duration: 400, cached: group % 4 === 1 })
    for (let member = 0; member < 12 && program.length < nodes; member++) {
      const fit = `fit_${group}_${member}`
      program.push({
        name: fit,
        kind: 'train',
        needs: [prepared],
        duration,
        epochs: 20,
        metrics: { loss: 0.2 + member / 100 },
      })
      if (program.length < nodes) {
        program.push({
          name: `judged_${group}_${member}`,
          kind: 'evaluate',
          needs: [fit],
          duration: 200,
          metrics: { accuracy: 0.9 + member / 1000 },
        })
      }
    }
  }
  return program
}

/** Nothing to do. */
export function cachedProgram(nodes: number): readonly SimulatedNode[] {
  return Array.from(
    { length: nodes },
    (_, index): SimulatedNode => ({
      name: `step_${index}`,
      kind: 'step',
      cached: true,
      duration: 20,
      ...(index > 0 && { needs: [`step_${Math.floor((index - 1) / 3)}`] }),
    }),
  )
}

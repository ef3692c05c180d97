// A program of a given size with the mix of forms that real ones have, the same for the same size.

const block = (n) => `
## Trial ${n} of the generated program.
param lr_${n}: float in 1e-6..1e-2 = 2e-4
let threshold_${n} = 2 * pi / 100 + threshold_${n % 7} - (lr_${n} * 0.5)

dataset rows_${n} {
  source: csv("data/rows_${n}.csv", separator: ",")
  schema: { prompt: string, answer: string, label: optional(int in 0..9) }
  split: hash(train: 80%, val: 10%, test: 10%, key: "prompt")
  transform: [impute(with: "median"), standardize(fit_on: "train"), one_hot()]
}

regulation finite_${n} { observe: loss, limit: finite(), respond: restore(to: "last_checkpoint", lr_factor: 0.5) }

train fit_${n} {
  model: mlp(hidden: [512, 256, 128], activation: "relu", dropout: 0.1)
  data: rows_${n}.train
  validate: rows_${n}.val
  optimizer: adam(lr: if arm == "beta_1" and not frozen then 1e-3 else lr_${n} * 0.1, beta1: 0.9)
  epochs: 50
  batch_size: 256
  regulate: [finite_${n}, patience]      # measured in every arm, the control too
  checkpoint: { every: 100 steps, keep: 3 }
  resources: { gpu: 1, memory: 16GiB }
  timeout: 10h
}

evaluate quality_${n} {
  model: fit_${n}.model
  data: rows_${n}.test
  metrics: { accuracy: accuracy(), f1: f1(average: "macro"), p95: latency(p: 95%) }
}

step report_${n} {
  inputs: { model: fit_${n}.model, metrics: quality_${n}.metrics }
  run: """
    python report.py --model \${inputs.model} --metrics \${inputs.metrics} \\
      --title "trial ${n}" --output \${outputs.page}
    """
  outputs: { page: file("report_${n}.html") }
  env: { TITLE: "trial ${n}: \${pipeline.name}", LEVEL: "info" }
  when: quality_${n}.accuracy >= 0.7 and quality_${n}.p95 <= 50ms
  retry: { times: 3, backoff: 30s }
}
`

/** A program of at least `size` characters. */
export function program(size) {
  let text = '## A generated program.\npipeline generated { edition: "2026", seed: 42 }\n'
  for (let n = 0; text.length < size; n++) text += block(n)
  return text
}

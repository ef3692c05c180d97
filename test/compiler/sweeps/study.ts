/** A small program with a tuned training, as most tests of sweeps need it. */
export const study = `
param lr: float in 1e-5..1 = 1e-3
param hidden: int in 1..1024 = 64
param arm: one_of("plain", "wide", "deep") = "plain"

dataset moons { source: two_moons(samples: 200), split: hash(train: 70%, val: 15%, test: 15%) }
train fit { model: mlp(hidden: [hidden]), data: moons.train, validate: moons.val, optimizer: adam(lr: lr) }
evaluate tuning { model: fit.model, data: moons.val, metrics: { accuracy: accuracy() } }
evaluate quality { model: fit.model, data: moons.test, metrics: { accuracy: accuracy() } }
step trial { run: "try \${arm} \${seed} \${outputs.m}", outputs: { m: metrics("m.json", { score: float }) } }
`

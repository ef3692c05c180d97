import { expect, test } from 'vitest'
import { eventsOf, folder, pipe } from './pipe.ts'

const program = `
dataset moons {
  source: two_moons(samples: 200)
  split: hash(train: 70%, val: 15%, test: 15%)
  transform: [standardize(fit_on: "all")]
  allow_leak: "the figures of the paper were made so"
}
train fit { model: logistic(), data: moons.train, epochs: 2 }
evaluate fitted {
  model: fit.model
  data: moons.train
  metrics: { accuracy: accuracy() }
  allow_leak: "shows how far training and test lie apart"
}
`

test('a leak that is allowed runs, and the report of the run and `pipe show` say so', () => {
  const place = folder({ 'moons.pipe': program })
  const said = [
    'Allowed leaks',
    'PIPE3202 `standardize` learns from all rows of `moons`, those of `val` and',
    'allowed: the figures of the paper were made so',
    'PIPE3203 `fitted` is evaluated on `moons.train`, and `fit` trained the model',
    'allowed: shows how far training and test lie apart',
  ]
  const first = pipe(place, ['run', '--reporter', 'plain'])
  expect(first.status).toBe(0)
  for (const words of said) expect(first.stdout).toContain(words)
  // Cached results were made with the leak too.
  const second = pipe(place, ['run', '--reporter', 'json'])
  const events = eventsOf(second)
  expect(events.some(({ type }) => type === 'node-succeeded')).toBe(false)
  expect(JSON.stringify(events[0])).toContain('the figures of the paper were made so')
  const shown = pipe(place, ['show', 'last'])
  for (const words of said) expect(shown.stdout).toContain(words)
})

test('a reason that changes runs nothing again', () => {
  const place = folder({ 'moons.pipe': program })
  expect(pipe(place, ['run']).status).toBe(0)
  const other = folder({
    'moons.pipe': program.replace('the figures of the paper were made so', 'another reason'),
  })
  const keys = [place, other].map((folder_) =>
    eventsOf(pipe(folder_, ['run', '--reporter', 'json'])).flatMap((event) =>
      'key' in event ? [event.key] : [],
    ),
  )
  expect([...(keys[0] ?? [])].sort()).toEqual([...(keys[1] ?? [])].sort())
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileText } from '../harness.ts'

/**
 * Programs that send rows and models through splits, exports, commands, `init_from` and `first_ok`, beside a naive
 * reading of them: a row is a list of digits, a split deals by a digit of its own, and a model is the set of all rows
 * that any training on its way has seen.
 */
interface Rows {
  readonly text: string
  readonly rows: ReadonlySet<string>
}

interface World {
  readonly lines: string[]
  /** Parts of datasets, and what commands wrote. */
  readonly data: Rows[]
  readonly models: Rows[]
  /** Evaluations by name: whether the model has seen a row of the data. */
  readonly leaks: Map<string, boolean>
  splits: number
}

const digits = 3
const roots = 2

function allRows(root: number): readonly string[] {
  let rows = [`${root}:`]
  for (let digit = 0; digit < digits; digit++) rows = rows.flatMap((row) => [`${row}0`, `${row}1`, `${row}2`])
  return rows
}

const columns = '{ x: float, label: int }'

/** A dataset of a source, split by the next digit into three parts while there is one, else whole. */
function addDataset(world: World, name: string, source: string, rows: Iterable<string>): void {
  const digit = world.splits
  const isSplit = digit < digits
  world.lines.push(
    `dataset ${name} { source: ${source}, schema: ${columns}, target: "label"${isSplit ? ', split: hash(train: 60%, val: 20%, test: 20%)' : ''} }`,
  )
  const all = [...rows]
  if (!isSplit) {
    world.data.push({ text: `${name}.all`, rows: new Set(all) })
    return
  }
  world.splits++
  for (const [index, part] of ['train', 'val', 'test'].entries()) {
    const own = all.filter((row) => row.split(':')[1]?.[digit] === String(index))
    world.data.push({ text: `${name}.${part}`, rows: new Set(own) })
  }
}

type Action = (world: World, number: number, pick: <T>(items: readonly T[]) => T) => void

const actions: Readonly<Record<string, Action>> = {
  resplit(world, number, pick) {
    const data = pick(world.data)
    const how = number % 2 === 0 ? `export(${data.text}, format: "jsonl")` : data.text
    world.lines.push(
      `step copy_${number} { run: ["cp", ${how}, outputs.rows], outputs: { rows: dataset("rows-${number}.csv", ${columns}) } }`,
    )
    addDataset(world, `again_${number}`, `csv(copy_${number}.rows)`, data.rows)
  },
  train(world, number, pick) {
    const data = pick(world.data)
    const from = number % 2 === 0 ? world.models.at(-1) : undefined
    const start = from ? `, init_from: ${from.text}` : ''
    world.lines.push(`train fit_${number} { model: logistic(), data: ${data.text}${start} }`)
    world.models.push({ text: `fit_${number}.model`, rows: new Set([...data.rows, ...(from?.rows ?? [])]) })
  },
  first(world, _, pick) {
    if (world.models.length < 2) return
    const a = pick(world.models)
    const b = pick(world.models.filter((model) => model !== a))
    world.models.push({ text: `first_ok(${a.text}, ${b.text})`, rows: new Set([...a.rows, ...b.rows]) })
  },
  evaluate(world, number, pick) {
    if (world.models.length === 0) return
    const model = pick(world.models)
    const data = pick(world.data)
    const name = `judge_${number}`
    world.lines.push(
      `evaluate ${name} { model: ${model.text}, data: ${data.text}, metrics: { accuracy: accuracy() } }`,
    )
    world.leaks.set(
      name,
      [...data.rows].some((row) => model.rows.has(row)),
    )
  },
}

const step = fc.record({
  action: fc.constantFrom(...Object.keys(actions)),
  choices: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
})

function worldOf(steps: readonly { readonly action: string; readonly choices: readonly number[] }[]): World {
  const world: World = { lines: [], data: [], models: [], leaks: new Map(), splits: 0 }
  for (let root = 0; root < roots; root++) {
    // The roots are dealt by one digit each, so that what two splits deal is independent.
    addDataset(world, `root_${root}`, `csv("root-${root}.csv")`, allRows(root))
  }
  for (const [number, { action, choices }] of steps.entries()) {
    let next = 0
    const pick = <T>(items: readonly T[]): T => items[(choices[next++] ?? 0) % items.length] as T
    actions[action]?.(world, number, pick)
  }
  return world
}

it('an evaluation is refused exactly where a training of its model has seen one of its rows', () => {
  const files = { 'root-0.csv': 'x,label\n1,0\n2,1\n', 'root-1.csv': 'x,label\n1,0\n2,1\n' }
  let refused = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) => {
      const world = worldOf(steps)
      const text = world.lines.join('\n')
      const { diagnostics } = compileText(text, files)
      const errors = diagnostics.filter(({ severity }) => severity === 'error')
      expect(errors.filter(({ code }) => code !== 'PIPE3203').map(({ message }) => message)).toEqual([])
      const found = new Set(errors.map(({ message }) => /^`(\w+)`/.exec(message)?.[1]))
      const wanted = [...world.leaks].filter(([, leaks]) => leaks).map(([name]) => name)
      refused += wanted.length
      expect([...found].sort(), text).toEqual(wanted.sort())
    }),
    { numRuns: 200 },
  )
  // About a third of the programs leak; far fewer would mean that the property shows nothing.
  expect(refused).toBeGreaterThan(15)
})

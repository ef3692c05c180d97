import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eventsOf, folder, pipe, root } from '../cli/pipe.ts'

/** A copy of the examples that is a project of its own; what they import is found as in the checkout. */
function copyOfExamples(): string {
  const place = folder()
  const notMade = (source: string) => !source.includes(`${join('/', 'out')}`) && !source.includes('.pipe/')
  cpSync(join(root, 'examples'), join(place, 'examples'), { recursive: true, filter: notMade })
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'))
  // Marks the root of the project, as in a checkout.
  writeFileSync(join(place, '.git'), 'gitdir: nowhere\n')
  return place
}

const programs = [
  { file: 'quickstart/penguins.pipe', winner: 'best', final: 'final', least: 0.9 },
  { file: 'digits/digits.pipe', winner: 'best', final: 'final', least: 0.9 },
  { file: 'commands/penguins.pipe', winner: 'best', final: 'final', least: 0.85 },
  { file: 'components/spirals.pipe', winner: 'best', final: 'final', least: 0.9 },
]

test('every example is run here', () => {
  const found = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pipe') && !name.includes('/.pipe') && !name.includes('/parts/'))
    .sort()
  expect(found).toEqual(programs.map(({ file }) => file).sort())
})

test.each(programs)(
  '$file is in the one format, checks, and comes to a good end',
  ({ file, winner, final, least }) => {
    const place = copyOfExamples()
    const program = join('examples', file)
    expect(pipe(place, ['fmt', '--check', program])).toMatchObject({ status: 0, stderr: '' })
    expect(pipe(place, ['check', program])).toMatchObject({ status: 0, stderr: '' })
    const run = pipe(place, ['run', program, '--reporter', 'json'])
    expect(run).toMatchObject({ status: 0, stderr: '' })
    const succeeded = new Map(
      eventsOf(run)
        .filter((event) => event.type === 'node-succeeded')
        .map((event) => [event.node, event.metrics as { [name: string]: number }]),
    )
    expect(succeeded.has(winner)).toBe(true)
    const metrics = succeeded.get(final) ?? {}
    expect(metrics.accuracy ?? metrics['result.accuracy']).toBeGreaterThan(least)
    const again = pipe(place, ['plan', program, '--exit-code'])
    expect(again).toMatchObject({ status: 0 })
  },
)

test('what examples import is in the one format, and checks by itself', () => {
  const place = copyOfExamples()
  const parts = readdirSync(join(place, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pipe') && name.includes('/parts/'))
    .map((name) => join('examples', name))
  expect(parts.length).toBeGreaterThan(0)
  expect(pipe(place, ['fmt', '--check', ...parts])).toMatchObject({ status: 0, stderr: '' })
  expect(pipe(place, ['check', ...parts])).toMatchObject({ status: 0, stderr: '' })
})

test('every example has a README that says how to run it', () => {
  for (const { file } of programs) {
    const readme = join(root, 'examples', file, '../README.md')
    expect(existsSync(readme), readme).toBe(true)
    expect(readFileSync(readme, 'utf8')).toContain(`pipe run examples/${file}`)
  }
})

test("the README's program checks", () => {
  const text = /```pipe\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? ''
  const place = copyOfExamples()
  writeFileSync(join(place, 'examples/quickstart/readme.pipe'), text)
  expect(pipe(place, ['check', 'examples/quickstart/readme.pipe'])).toMatchObject({ status: 0, stderr: '' })
})

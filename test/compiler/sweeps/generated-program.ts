import fc from 'fast-check'

/** A step of a generated program, or a sweep over some of its params. */
export interface GeneratedNode {
  readonly name: string
  /** Params that a step's command names, or that its `when` does. */
  readonly params: readonly string[]
  readonly when: readonly string[]
  /** Nodes before it: whose output it reads, and that it only waits for. */
  readonly reads: readonly number[]
  readonly needs: readonly number[]
  /** Of a sweep: values of params, and of params that all of its trials share. */
  readonly over?: Readonly<Record<string, readonly number[]>>
  readonly fix?: Readonly<Record<string, number>>
}

/** A program as data, from which both its text and a naive interpretation are made. */
export interface GeneratedProgram {
  /** The params, each with those before it that its default reads. */
  readonly params: Readonly<Record<string, readonly string[]>>
  readonly nodes: readonly GeneratedNode[]
}

const names = ['a', 'b', 'c', 'd'] as const
const someNames = fc.subarray([...names, 'seed'])

/** Sweeps read a step of their own that names what they sweep, so that every param reaches something. */
const node = fc.record({
  isSweep: fc.boolean(),
  params: fc.subarray([...names, 'seed'], { maxLength: 2 }),
  when: fc.subarray([...names], { maxLength: 1 }),
  reads: fc.array(fc.nat(20), { maxLength: 3 }),
  needs: fc.array(fc.nat(20), { maxLength: 1 }),
  over: fc.subarray([...names, 'seed'], { minLength: 1, maxLength: 3 }),
  fix: someNames,
})

/** Programs of steps and sweeps in which sweeps lie in one another's cones. */
export const generatedProgram: fc.Arbitrary<GeneratedProgram> = fc
  .record({
    defaults: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    nodes: fc.array(node, { minLength: 2, maxLength: 9 }),
  })
  .map(({ defaults, nodes }) => {
    const params = Object.fromEntries(
      names.map((name, index) => {
        const before = names[index - 1]
        return [name, defaults[index] && before ? [before] : []]
      }),
    )
    const made: GeneratedNode[] = []
    for (const { isSweep, over, fix, reads, needs, ...rest } of nodes) {
      const earlier = (indices: readonly number[]) =>
        made.length === 0 ? [] : [...new Set(indices.map((index) => index % made.length))]
      const before = { reads: earlier(reads), needs: earlier(needs) }
      if (!isSweep) {
        made.push({ name: `s${made.length}`, ...rest, ...before })
        continue
      }
      made.push({
        name: `s${made.length}`,
        ...rest,
        params: [...new Set([...rest.params, ...over])],
        ...before,
      })
      const fixed = fix.filter((name) => !over.includes(name)).slice(0, 1)
      made.push({
        name: `w${made.length}`,
        params: [],
        when: [],
        reads: [made.length - 1, ...before.reads],
        needs: before.needs,
        over: Object.fromEntries(over.map((name, index) => [name, index === 0 ? [1, 2] : [3]])),
        fix: Object.fromEntries(fixed.map((name) => [name, 7])),
      })
    }
    return { params, nodes: made }
  })

/** The program as a person would write it. */
export function textOf({ params, nodes }: GeneratedProgram): string {
  const output = (index: number) => {
    const read = nodes[index]
    return read?.over ? `length(${read.name}.trials)` : `${read?.name}.m.v`
  }
  const lines = Object.entries(params).map(
    ([name, before]) => `param ${name}: int = ${['1', ...before].join(' + ')}`,
  )
  for (const { name, params: named, when, reads, needs, over, fix } of nodes) {
    const waits = `needs: [${needs.map((index) => nodes[index]?.name).join(', ')}]`
    if (over) {
      const record = (fields: Readonly<Record<string, unknown>>) =>
        `{ ${Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)} }`
      const collect = reads.map((index, place) => `v${place}: ${output(index)}`)
      lines.push(
        `sweep ${name} { over: ${record(over)}, fix: ${record(fix ?? {})}, ${waits}, collect: { ${collect} } }`,
      )
      continue
    }
    const holes = [...named, ...reads.map(output)].map((hole) => `\${${hole}}`)
    const condition = when.length > 0 ? `, when: ${when.map((param) => `${param} > 0`).join(' and ')}` : ''
    lines.push(
      `step ${name} { run: "x ${holes.join(' ')} \${outputs.m}", outputs: { m: metrics("${name}.json", { v: float }) }, ${waits}${condition} }`,
    )
  }
  return lines.join('\n')
}

/** Every combination of the values of a sweep, with what it fixes. */
export function pointsOf({
  over = {},
  fix = {},
}: GeneratedNode): readonly Readonly<Record<string, number>>[] {
  let points: readonly Readonly<Record<string, number>>[] = [fix]
  for (const [name, values] of Object.entries(over)) {
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })))
  }
  return points
}

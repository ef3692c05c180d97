import type { ComponentValue } from '../../../ir/expression.ts'
import type { Column, NumberColumn, Table } from '../../../tables/table.ts'
import { argumentsOf } from '../../component.ts'
import { Draws } from '../../random.ts'
import { blobs } from './blobs.ts'
import type { CloudGenerator } from './cloud.ts'
import { complexMoons } from './complex-moons.ts'
import { spheres } from './spheres.ts'
import { spirals } from './spirals.ts'
import { twoMoons } from './two-moons.ts'

/** The generators by their names in the standard library. */
export const generators: Readonly<Record<string, CloudGenerator>> = {
  two_moons: twoMoons,
  spirals,
  blobs,
  spheres,
  complex_moons: complexMoons,
}

/** The column of classes of every generated table. */
export const generatedTarget = 'label'

/** Names of generated coordinates: x, y, z, or x0, x1, … where there are more than three. */
function coordinateNames(dimensions: number): readonly string[] {
  if (dimensions <= 3) return ['x', 'y', 'z'].slice(0, dimensions)
  return Array.from({ length: dimensions }, (_, axis) => `x${axis}`)
}

/**
 * A generated table: coordinates, then the int column `label`. Dimensions beyond those of the shape are N(0, 1) noise.
 * Rows stand in random order.
 */
export function generate(generator: CloudGenerator, component: ComponentValue, seed: number): Table {
  const settings = argumentsOf(component)
  const samples = settings.number('samples')
  const dimensions = settings.number('dimensions')
  const name = component.$component
  const draws = new Draws(seed, 'source', name)
  const number = (argument: string) => settings.number(argument)
  const { points, width, labels } = generator({ samples, dimensions, number, draws })
  const order = new Draws(seed, 'source', name, 'order').permutation(samples)
  const padding = new Draws(seed, 'source', name, 'padding')
  const columns: Column[] = coordinateNames(dimensions).map((column) => numbers(column, 'float', samples))
  for (let row = 0; row < samples; row++) {
    const from = (order[row] ?? 0) * width
    for (const [axis, { values }] of columns.entries()) {
      values[row] = axis < width ? (points[from + axis] ?? 0) : padding.normal()
    }
  }
  const target = numbers(generatedTarget, 'int', samples)
  for (let row = 0; row < samples; row++) target.values[row] = labels[order[row] ?? 0] ?? 0
  return { rows: samples, columns: [...columns, target] }
}

function numbers(name: string, type: NumberColumn['type'], rows: number): NumberColumn {
  return { name, type, values: new Float64Array(rows), missing: new Uint8Array(rows) }
}

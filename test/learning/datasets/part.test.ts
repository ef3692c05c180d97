import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runExportTask } from '../../../src/learning/datasets/export-task.ts'
import { encodePart, openPart, type Part } from '../../../src/learning/datasets/part.ts'
import { csvSource, make, newFolder, partOf, source, split } from './dataset-trial.ts'

const float = fc.float({ noNaN: true, noDefaultInfinity: true })
// A JSON object has keys like `7` first, wherever they stood.
const name = fc
  .string({ minLength: 1, maxLength: 8 })
  .filter((text) => text.trim() === text && !/^\d+$/.test(text))

/** Parts with any values, names and kinds of targets. */
const parts: fc.Arbitrary<Part> = fc
  .record({
    rows: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 4 }),
    kind: fc.constantFrom('classes', 'numbers', 'none'),
  })
  .chain(({ rows, width, kind }) =>
    fc
      .record({
        features: fc.array(float, { minLength: rows * width, maxLength: rows * width }),
        numbers: fc.array(float, { minLength: rows, maxLength: rows }),
        names: fc.uniqueArray(name, { minLength: width + 1, maxLength: width + 1 }),
        classes: fc.uniqueArray(name, { minLength: 2, maxLength: 4 }),
      })
      .map(({ features, numbers, names, classes }): Part => {
        const target = names[width] ?? ''
        const task = kind === 'none' ? undefined : kind === 'classes' ? 'classification' : 'regression'
        return {
          name: 'train',
          rows,
          featureNames: names.slice(0, width),
          features: Float32Array.from(features),
          target:
            kind === 'classes'
              ? {
                  kind,
                  name: target,
                  names: classes,
                  values: Int32Array.from({ length: rows }, (_, row) => row % 2),
                }
              : kind === 'numbers'
                ? { kind, name: target, values: Float32Array.from(numbers) }
                : undefined,
          task,
          sourceRows: Float64Array.from({ length: rows }, (_, row) => row * 3),
          preprocessing: {
            inputs: [{ name: 'a', type: 'float' }],
            transforms: [{ kind: 'impute', column: 'a', fill: 0.1 }],
          },
        }
      }),
  )

function write(part: Part): string {
  const path = join(newFolder(), 'x.part')
  writeFileSync(path, Buffer.concat(encodePart(part)))
  return path
}

test('a part comes back as it was written', () => {
  fc.assert(
    fc.property(parts, (part) => {
      const opened = openPart(write(part))
      expect(opened).toEqual({ ok: true, value: part })
    }),
    { numRuns: 50 },
  )
})

test('the same dataset is the same bytes', async () => {
  const config = {
    source: source('two_moons', { samples: 200, noise: 0.1, dimensions: 2 }),
    split: split('hash', { train: 0.7, val: 0.3, key: null }),
  }
  const [one, two] = [await make(config), await make(config)]
  for (const part of ['train', 'val']) {
    expect(readFileSync(two.paths[part] ?? '').equals(readFileSync(one.paths[part] ?? ''))).toBe(true)
  }
})

describe('what is no part', () => {
  test.each([
    ['', 'empty'],
    ['a,b\n1,2\n', 'a CSV file'],
    ['PIPEPART', 'cut off at once'],
  ])('%j', (text) => {
    const path = join(newFolder(), 'x.part')
    writeFileSync(path, text)
    expect(openPart(path)).toMatchObject({ ok: false, diagnostics: [{ code: 'PIPE4030' }] })
  })

  test('a file that is not there', () => {
    expect(openPart(join(newFolder(), 'x.part'))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PIPE4002' }],
    })
  })

  test('a part that is cut off or changed in its head', () => {
    const [part] = fc.sample(parts, 1)
    if (!part) throw new Error('no sample')
    const path = write(part)
    const bytes = readFileSync(path)
    for (const length of [12, 20, bytes.length - 5]) {
      writeFileSync(path, bytes.subarray(0, length))
      expect(openPart(path)).toMatchObject({ ok: false, diagnostics: [{ code: 'PIPE4030' }] })
    }
    bytes[20] = 0
    writeFileSync(path, bytes)
    expect(openPart(path)).toMatchObject({ ok: false, diagnostics: [{ code: 'PIPE4030' }] })
  })
})

describe('an export', () => {
  async function exported(part: Part, format: string): Promise<string> {
    const staging = newFolder()
    const config = { data: { $local: write(part), artifact: 'Dataset' as const }, format }
    const task = { kind: 'export' as const, node: 'x', config, seed: 1, staging, scratch: newFolder() }
    const outcome = await runExportTask(task, { tell: () => {} })
    if (!outcome.ok || !outcome.outputs.file || !('path' in outcome.outputs.file)) throw new Error('no file')
    return join(staging, outcome.outputs.file.path)
  }

  test.each(['csv', 'jsonl'])('as %s is read back without a loss', async (format) => {
    await fc.assert(
      fc.asyncProperty(parts, async (part) => {
        const path = await exported(part, format)
        const names = part.target ? [...part.featureNames, part.target.name] : part.featureNames
        const columns = names.map((column) => [
          column,
          column === part.target?.name && part.target.kind === 'classes' ? 'string' : 'float',
        ])
        const again = partOf(
          await make({
            source: { $local: path, artifact: 'Dataset', format },
            schema: Object.fromEntries(columns),
            target: part.target?.name ?? null,
          }),
          'all',
        )
        expect(again.features).toEqual(part.features.map((value) => value + 0))
        expect(again.featureNames).toEqual(part.featureNames)
        if (part.target?.kind === 'numbers')
          expect(again.target?.values).toEqual(part.target.values.map((value) => value + 0))
        const classOf = ({ target }: Part, row: number) =>
          target?.kind === 'classes' ? target.names[target.values[row] ?? 0] : undefined
        for (let row = 0; row < part.rows; row++) expect(classOf(again, row)).toBe(classOf(part, row))
      }),
      { numRuns: 30 },
    )
  })

  test('of rows that a command wrote is the other format', async () => {
    const staging = newFolder()
    const path = join(staging, 'object')
    writeFileSync(path, 'a,b,c\n0.123456789,true,"x, y"\n,,\n')
    const config = { data: { $local: path, artifact: 'Dataset' as const, format: 'csv' }, format: 'jsonl' }
    const task = { kind: 'export' as const, node: 'x', config, seed: 1, staging, scratch: newFolder() }
    await runExportTask(task, { tell: () => {} })
    expect(readFileSync(join(staging, 'rows.jsonl'), 'utf8')).toBe(
      '{"a":0.123456789,"b":true,"c":"x, y"}\n{"a":null,"b":null,"c":null}\n',
    )
  })

  test('has a header, short numbers and class names', async () => {
    const made = await make({ source: csvSource('a,"b, c",y\n0.1,3,x\n1e-7,-2.5,"y ""z"""\n'), target: 'y' })
    expect(readFileSync(await exported(partOf(made, 'all'), 'csv'), 'utf8')).toBe(
      'a,"b, c",y\n0.1,3,x\n1e-7,-2.5,"y ""z"""\n',
    )
    expect(readFileSync(await exported(partOf(made, 'all'), 'jsonl'), 'utf8')).toBe(
      '{"a":0.1,"b, c":3,"y":"x"}\n{"a":1e-7,"b, c":-2.5,"y":"y \\"z\\""}\n',
    )
  })
})

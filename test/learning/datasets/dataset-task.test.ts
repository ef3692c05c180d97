import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { featureOf, make, partOf, source, split, transform } from './dataset-trial.ts'

const penguins = source('csv', {
  path: { $local: join(import.meta.dirname, '../../../examples/quickstart/data/penguins.csv') },
  separator: ',',
  missing: ['', 'NA', 'NaN', 'null'],
})

describe('the penguins', () => {
  test('become dense parts with classes', async () => {
    const made = await make({
      source: penguins,
      target: 'species',
      drop: ['year'],
      split: split('stratified', { train: 0.7, val: 0.15, test: 0.15, by: 'species' }),
      transform: [transform('impute'), transform('one_hot'), transform('standardize')],
    })
    expect(made.warnings).toEqual([])
    const train = partOf(made, 'train')
    expect(train.featureNames).toEqual([
      'island=Biscoe',
      'island=Dream',
      'island=Torgersen',
      'bill_length_mm',
      'bill_depth_mm',
      'flipper_length_mm',
      'body_mass_g',
      'sex=female',
      'sex=male',
    ])
    expect(train.target).toMatchObject({
      kind: 'classes',
      name: 'species',
      names: ['Adelie', 'Chinstrap', 'Gentoo'],
    })
    expect([train.rows, partOf(made, 'val').rows, partOf(made, 'test').rows]).toEqual([241, 51, 52])
    const mass = featureOf(train, 'body_mass_g')
    expect(mass.reduce((sum, value) => sum + value, 0) / mass.length).toBeCloseTo(0, 5)
  })
})

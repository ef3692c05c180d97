import fc from 'fast-check'
import { expect, it } from 'vitest'
import { displayWidth } from '../../src/base/display-width.ts'
import { type Column, renderTable } from '../../src/reporters/tables.ts'

const columns: readonly Column[] = [
  { title: 'node', shrink: true },
  { title: 'accuracy', align: 'right' },
  { title: 'why' },
]

it('aligns texts left and numbers right', () => {
  const rows = [
    ['fit', '0.9', 'config changed'],
    ['judged_mlp', '12.25', ''],
  ]
  expect(renderTable(rows, { columns, width: 60, indent: 2, color: false }).split('\n')).toEqual([
    '  node        accuracy  why',
    '  fit              0.9  config changed',
    '  judged_mlp     12.25',
  ])
})

it('measures wide characters by the columns they take', () => {
  expect(
    renderTable(
      [
        ['数据', '1', 'x'],
        ['ab', '22', 'y'],
      ],
      { columns, width: 60, titles: false, color: false },
    ),
  ).toBe('数据   1  x\nab    22  y')
})

it('cuts the column that may be cut', () => {
  const text = renderTable([['a_very_long_name_of_a_node', '0.5', 'because']], {
    columns,
    width: 30,
    color: false,
  })
  expect(text.split('\n')[1]).toBe('a_very_lon…       0.5  because')
})

it('is never wider than the terminal', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 30 }).map((text) => text.replace(/[^ -~]/g, '')),
    fc.constantFrom('中文字', '👍'),
  )
  const rows = fc.array(fc.array(cell, { minLength: 0, maxLength: 3 }), { maxLength: 10 })
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 0, max: 4 }),
      (list, width, indent) => {
        for (const line of renderTable(list, { columns, width, indent, color: false }).split('\n')) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width)
        }
      },
    ),
  )
})

it('colours cells that have a colour', () => {
  expect(
    renderTable([[{ text: 'x', color: 'red' }]], {
      columns: [{ title: '' }],
      width: 10,
      titles: false,
      color: true,
    }),
  ).toBe('\u001b[31mx\u001b[0m')
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { overrides, rooms } from '../../scripts/rooms.mjs'

const root = join(import.meta.dirname, '../..')

test('the folders of src are the rooms', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  expect(folders.sort()).toEqual(Object.keys(rooms).sort())
})

test('the boundaries that the linter holds are those of the table', () => {
  const biome = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
  expect(
    biome.overrides.filter((entry: { includes: string[] }) => entry.includes[0]?.startsWith('src/')),
  ).toEqual(overrides())
})

test.each(Object.keys(rooms))('the room %s says at its door what it owns', (room) => {
  expect(existsSync(join(root, 'src', room, 'README.md'))).toBe(true)
})

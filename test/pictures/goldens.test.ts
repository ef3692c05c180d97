import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawingOf, fileFormats, pictureOf } from '../../src/pictures/picture.ts'
import { lineText, paint } from '../../src/reporters/text/styled-line.ts'
import { programAt, root, runOf } from './program-file.ts'

const golden = (name: string) => join(import.meta.dirname, 'goldens', name)
const endings = { svg: 'svg', mermaid: 'mmd', dot: 'dot', json: 'json' } as const
const plain = { theme: 'auto', direction: 'down', expand: [] } as const

const programs = {
  quickstart: 'examples/quickstart/penguins.pipe',
  commands: 'examples/commands/penguins.pipe',
  moons: 'test/pictures/programs/moons.pipe',
}

describe.each(Object.entries(programs))('%s', (name, path) => {
  const program = programAt(path)

  test.each(fileFormats)('as %s', async (format) => {
    const picture = pictureOf(program, format, plain)
    await expect(picture).toMatchFileSnapshot(golden(`${name}.golden.${endings[format]}`))
  })

  test.each(fileFormats)('as %s with a run', async (format) => {
    const picture = pictureOf(program, format, {
      theme: 'dark',
      direction: 'right',
      expand: [],
      run: runOf(program),
    })
    await expect(picture).toMatchFileSnapshot(golden(`${name}-run.golden.${endings[format]}`))
  })

  test('in characters, wide, narrow, and with the colours of a run', async () => {
    const drawings = [100, 60].map((columns) =>
      drawingOf(program, columns, { expand: [] }).map(lineText).join('\n'),
    )
    const run = drawingOf(program, 100, { expand: [], run: runOf(program) })
    const colored = run.map((line) => paint(line, true).replaceAll('\u001b', '␛')).join('\n')
    await expect([...drawings, colored].join('\n\n=====\n\n')).toMatchFileSnapshot(
      golden(`${name}.golden.txt`),
    )
  })
})

test('the picture in the README is that of the quickstart', async () => {
  const picture = pictureOf(programAt(programs.quickstart), 'svg', plain)
  await expect(picture).toMatchFileSnapshot(join(root, 'docs/images/quickstart.svg'))
})

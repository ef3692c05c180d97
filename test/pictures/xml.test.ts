import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pictureOf } from '../../src/pictures/picture.ts'
import { escapeXml } from '../../src/pictures/svg/xml.ts'
import { arbitraryProgram, blank, programOf } from './arbitrary-program.ts'
import { programAt, runOf } from './program-file.ts'

/** Reads XML; anything that the parser has to say is a failure. */
function parsed(text: string) {
  const parser = new DOMParser({
    onError: (level, message) => {
      // What a text had that XML can't carry; the parser takes it for a sign of a wrong encoding.
      if (!message.startsWith('Unicode replacement character')) throw new Error(`${level}: ${message}`)
    },
  })
  return parser.parseFromString(text, 'image/svg+xml')
}

test('an SVG is well-formed XML whatever a program says', () => {
  fc.assert(
    fc.property(arbitraryProgram(12), fc.constantFrom('light', 'dark', 'auto'), (program, theme) => {
      const svg = pictureOf(program, 'svg', { theme, direction: 'down', expand: [], run: runOf(program) })
      const document = parsed(svg)
      expect(document.documentElement?.nodeName).toBe('svg')
      expect(document.getElementsByTagName('script').length).toBe(0)
    }),
    { numRuns: 30 },
  )
})

test('any text survives as character data and as an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const document = parsed(`<a b="${escapeXml(text)}">${escapeXml(text)}.</a>`)
      const kept = (document.documentElement?.textContent ?? '').replaceAll('\r', '\n')
      expect(kept.length).toBe(text.length + 1)
    }),
  )
})

test('a picture stands alone and is told to who can not see it', () => {
  const document = parsed(
    pictureOf(programAt('examples/quickstart/penguins.pipe'), 'svg', {
      theme: 'auto',
      direction: 'down',
      expand: [],
    }),
  )
  const svg = document.documentElement
  const described = (svg?.getAttribute('aria-labelledby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id))
  expect(described.map((element) => element?.nodeName)).toEqual(['title', 'desc'])
  expect(described[1]?.textContent).toContain(
    'best (score) needs deep, deep_quality, simple, simple_quality.',
  )
  const text = new Set(Array.from(document.getElementsByTagName('*'), ({ nodeName }) => nodeName))
  for (const element of ['image', 'use', 'a', 'foreignObject', 'link', 'script'])
    expect(text).not.toContain(element)
  const style = document.getElementsByTagName('style').item(0)?.textContent ?? ''
  expect(style).toContain('@media (prefers-color-scheme: dark)')
  expect(style).not.toMatch(/url\(|@import/)
})

test.each(['light', 'dark'] as const)('the theme %s is fixed', (theme) => {
  const svg = pictureOf(programOf([blank('a', 'a', 'step')]), 'svg', { theme, direction: 'down', expand: [] })
  expect(svg).not.toContain('@media')
})

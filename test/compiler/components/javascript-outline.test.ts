import { describe, expect, it } from 'vitest'
import { outlineOf } from '../../../src/compiler/components/javascript-outline.ts'

function exportsOf(text: string): readonly string[] {
  return [...outlineOf(text).exports].sort()
}

describe('the outline of a module', () => {
  it('has what it exports', () => {
    expect(exportsOf('export default 1')).toEqual(['default'])
    expect(
      exportsOf('export function a() {}\nexport async function b() {}\nexport const c = 1, d = 2'),
    ).toEqual(['a', 'b', 'c'])
    expect(exportsOf('const x = 1\nexport { x as default, y }')).toEqual(['default', 'y'])
    expect(exportsOf('export class K {}')).toEqual(['K'])
  })

  it('has what it imports', () => {
    const text =
      'import a from "./a.js"\nimport { b } from \'b\'\nimport "./c.js"\nconst d = await import("./d.js")\nexport { e } from "./e.js"'
    expect(outlineOf(text).imports).toEqual(['./a.js', 'b', './c.js', './d.js', './e.js'])
  })

  it('has nothing that stands in comments, texts and regular expressions', () => {
    const text = [
      '// export default 1',
      '/* import "./x.js" */',
      'const a = "export default 1"',
      'const b = \'import "./y.js"\'',
      'const c = `export function d() {}`',
      'const e = /export default "/',
      'const f = 4 / 2 / 1',
      'return /"/.test(x)',
    ].join('\n')
    expect(outlineOf(text)).toEqual({ imports: [], exports: new Set() })
  })

  it('takes time in proportion to the text', () => {
    const text = 'const a = b / c // "\n'.repeat(50_000)
    const started = performance.now()
    outlineOf(text)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

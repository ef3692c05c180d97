import { describe, expect, it } from 'vitest'
import { compile } from '../../src/compiler/compile.ts'
import { compileRemembering } from '../../src/compiler/remembered.ts'
import { memoryHost } from './memory-host.ts'

const steps = Array.from({ length: 300 }, (_, index) => `step s${index} { run: "sh work.sh ${index}" }`)
const dataset = 'dataset flowers { source: csv("flowers.csv"), target: "kind" }'
const program = ['param unread = 1', dataset, ...steps, ''].join('\n')
const files = { 'main.pipe': program, 'flowers.csv': 'width,kind\n1,a\n2,b\n', 'work.sh': 'true' }

function memoryOf(world: Readonly<Record<string, string>>): string {
  return compileRemembering(memoryHost(world), 'main.pipe', undefined).memory?.() ?? ''
}

/** What the memory of `files` gives in a world. */
function recalled(world: Readonly<Record<string, string>>) {
  const host = memoryHost(world)
  const remembered = compileRemembering(host, 'main.pipe', memoryOf(files))
  return { ...remembered, anew: compile(host, 'main.pipe') }
}

describe('a remembered program', () => {
  it('is what compiling would give, warnings and their texts too', () => {
    const { compilation, memory, anew } = recalled(files)
    expect(memory).toBeUndefined()
    expect(anew.diagnostics).not.toEqual([])
    expect(JSON.stringify(compilation.program)).toBe(JSON.stringify(anew.program))
    expect(compilation.diagnostics).toEqual(anew.diagnostics)
    expect(compilation.sources.get('main.pipe')?.text).toBe(program)
    expect(compilation.root).toBe(anew.root)
  })

  it('stays when the project gets a store', () => {
    expect(recalled({ ...files, '.pipe/store.sqlite': '' }).memory).toBeUndefined()
  })

  it.each([
    ['its text', { ...files, 'main.pipe': program.replace('= 1', '= 2') }],
    ['the header of its data', { ...files, 'flowers.csv': 'width,sort\n1,a\n2,b\n' }],
    ['a value in its data', { ...files, 'flowers.csv': 'width,kind\nwide,a\n2,b\n' }],
    ['that its data is there', { 'main.pipe': program, 'work.sh': 'true' }],
  ])('is compiled anew when %s changed', (_, world) => {
    const { compilation, anew } = recalled(world)
    expect(compilation).toEqual(anew)
    expect(compilation.program).not.toEqual(recalled(files).compilation.program ?? null)
  })

  it('is compiled anew when the memory is cut off, or is another compiler’s', () => {
    const whole = memoryOf(files)
    for (const memory of [
      '',
      whole.slice(0, 1000),
      whole.replace(/"compiler":"[^"]*"/, '"compiler":"other"'),
    ]) {
      expect(compileRemembering(memoryHost(files), 'main.pipe', memory).memory).toBeDefined()
    }
  })

  it('is not kept when it is small or has errors', () => {
    expect(memoryOf({ 'main.pipe': 'step a { run: "true" }' })).toBe('')
    expect(memoryOf({ ...files, 'main.pipe': `${program}step broken { run: 1 }\n` })).toBe('')
  })
})

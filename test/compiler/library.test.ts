import { describe, expect, it } from 'vitest'
import { SourceText } from '../../src/base/source.ts'
import { compile } from '../../src/compiler/compile.ts'
import { functionTypes } from '../../src/compiler/elaborate/function-types.ts'
import type { LibraryFile } from '../../src/compiler/host.ts'
import { Library } from '../../src/compiler/signatures/library.ts'
import { functions } from '../../src/ir/functions.ts'
import { parse } from '../../src/parser/parse.ts'
import { expectValid } from './harness.ts'
import { libraryFiles, memoryHost } from './memory-host.ts'

const library = new Library(libraryFiles)
const signatures = library.all()

describe('the standard library', () => {
  it('parses as a whole, file by file', () => {
    for (const { name, text } of libraryFiles) {
      const { module, diagnostics } = parse(new SourceText(name, text))
      expect(diagnostics).toEqual([])
      expect(
        module.items.every((item) => item.kind === 'declaration' && item.head.text === 'component'),
      ).toBe(true)
    }
  })

  it('is found whole by its heads', () => {
    const declared = libraryFiles.flatMap(({ name, text }) =>
      parse(new SourceText(name, text)).module.items.map((item) =>
        item.kind === 'declaration' ? item.name.text : '',
      ),
    )
    expect(signatures.map(({ name }) => name).sort()).toEqual(declared.sort())
  })

  it('has one component of a name in a category, and none with the name of a function', () => {
    const keys = signatures.map(({ name, is }) => `${is} ${name}`)
    expect(new Set(keys).size).toBe(keys.length)
    // `mean("latency")` stands only where a metric of an experiment is asked for, and no function can.
    const withFunctionNames = signatures.filter(({ name }) => Object.hasOwn(functionTypes, name))
    expect(withFunctionNames.map(({ name, is }) => `${is} ${name}`)).toEqual(['online_metric mean'])
  })

  it('documents every kind and its fields', () => {
    for (const signature of signatures.filter(({ is }) => is === 'kind' || is === 'fields')) {
      expect(signature.doc, signature.name).toBeTruthy()
    }
  })

  it('knows the functions that there are', () => {
    const special = ['or_else']
    const computed = Object.keys(functions).filter((name) => /^[a-z_]+$/.test(name))
    const internal = ['text', 'shell', 'negate', 'not', 'in']
    expect(Object.keys(functionTypes).sort()).toEqual(
      [...computed.filter((name) => !internal.includes(name)), ...special].sort(),
    )
  })

  it('has defaults that fit their types', () => {
    // Every component without required arguments, in a place that takes it.
    const places: Readonly<Record<string, (call: string) => string>> = {
      source: (call) => `dataset d { source: ${call} }`,
      model: (call) => train(`model: ${call}`),
      loss: (call) => train(`model: mlp(), loss: ${call}`),
      optimizer: (call) => train(`model: mlp(), optimizer: ${call}`),
      schedule: (call) => train(`model: mlp(), schedule: ${call}`),
      transform: (call) => `dataset d { source: two_moons(), transform: [${call}] }`,
      response: (call) => regulated(`observe: loss, limit: finite(), respond: ${call}`),
      limit: (call) => regulated(`observe: loss, limit: ${call}`),
      executor: (call) => `executor e = ${call}\nstep s { run: "true", runs_on: e }`,
    }
    const tried = signatures.filter(({ is, fields, traits }) => {
      const complete = [...fields.values()].every((field) => field.default)
      // Those of texts need columns that the data here has not.
      return complete && places[is] && traits.get('task') !== 'regression' && !traits.has('columns')
    })
    expect(tried.length).toBeGreaterThan(20)
    for (const { name, is } of tried) expectValid(places[is]?.(`${name}()`) ?? '')
  })

  it('that is missing or wrong is told as such', () => {
    const host = memoryHost({ 'main.pipe': 'step s { run: "true" }' })
    const codes = (files: readonly LibraryFile[]) =>
      compile({ ...host, library: () => files }, 'main.pipe').diagnostics.map(({ code }) => code)
    expect(codes([])).toEqual(['PIPE2031'])
    expect(
      codes([{ name: 'kinds.pipe', text: 'component step { is: "kind", param run: nothing }' }]),
    ).toEqual(['PIPE2031'])
    expect(codes([{ name: 'kinds.pipe', text: 'component step {' }])).toEqual(['PIPE2031'])
  })
})

function train(fields: string): string {
  return `dataset d { source: two_moons() }\ntrain t { ${fields}, data: d }`
}

function regulated(fields: string): string {
  return `regulation r { ${fields} }\n${train('model: mlp(), regulate: [r]')}`
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { LibraryFile } from '../../compiler/host.ts'
import { memoryHost } from '../../compiler/memory-host.ts'
import { Library } from '../../compiler/signatures/library.ts'
import { readPage } from '../explain/problem-page.ts'
import { ExampleFinder } from './examples.ts'
import { referencePages } from './reference-pages.ts'

/** Folders whose programs are tested, and so can be shown. */
const corpora = [
  'docs/reference-examples',
  'examples',
  'starters',
  ...['agentic', 'canidae', 'cpt_rag', 'delivery', 'foreign_trainer', 'kaslite', 'neuroweaver', 'sweeps'].map(
    (name) => `test/cases/${name}`,
  ),
]

/** The reference of a checkout: its signatures, with examples from its tested programs. */
export function generateReference(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(join(root, 'stdlib'))
    .filter((name) => name.endsWith('.pipe'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(root, 'stdlib', name), 'utf8') }))
  // File by file: in the order in which they are written.
  const signatures = files.flatMap((file) => new Library([file]).all())
  return referencePages(signatures, findExamples(root, files).examples)
}

function findExamples(root: string, files: readonly LibraryFile[]): ExampleFinder {
  const finder = new ExampleFinder()
  const library = () => files
  for (const corpus of corpora.map((name) => join(root, name))) {
    for (const program of filesOf(corpus).filter((path) => path.endsWith('.pipe'))) {
      const folder = join(program, '..')
      finder.read(memoryHost(around(folder), library), relative(folder, program))
    }
  }
  const pages = join(root, 'docs/problems')
  for (const name of readdirSync(pages).sort()) {
    const { right } = readPage(readFileSync(join(pages, name), 'utf8'))
    if (right) finder.read(memoryHost({ ...right.files, 'main.pipe': right.text }, library), 'main.pipe')
  }
  return finder
}

/** The texts beside a program, by their path from it. */
function around(folder: string): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const path of filesOf(folder)) {
    if (statSync(path).size < 1_000_000) texts[relative(folder, path)] = readFileSync(path, 'utf8')
  }
  return texts
}

/** Every file below a folder, in order of path; none of a run. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(?:^|\/)(?:\.pipe|out|node_modules)(?:\/|$)/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort()
}

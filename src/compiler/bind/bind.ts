import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import { closest } from '../../base/suggestion.ts'
import type { Declaration, Entry, Module } from '../../parser/ast.ts'
import type { ProgramFile } from '../modules/load-files.ts'
import { importedNames } from './bind-imports.ts'
import type { BoundFile, ImportedName } from './bound-file.ts'
import {
  type Declared,
  type Home,
  isKind,
  isValueKind,
  kindWord,
  nodeKinds,
  reservedNames,
  settingsKinds,
  valueKinds,
} from './declared.ts'
import { fileNames } from './names.ts'

/**
 * Gives each declaration of a file its kind and its name, and says what can't have one. Components and imports come
 * first: they decide which words may stand at the head of a block.
 */
export function bindFile(
  { module, syntaxErrors, imports }: ProgramFile,
  bound: ReadonlyMap<ProgramFile, BoundFile>,
  isProgram: boolean,
  report: (diagnostic: Diagnostic) => void,
): BoundFile {
  const { file } = module
  const values = new Map<string, Declared>()
  const components = new Map<string, Declared>()
  const home: Home = { names: fileNames(values, components), isPart: isProgram }
  const space: Space = { values, components, places: new Map(), home, report }
  const imported: ImportedName[] = []
  let pipeline: Declared | undefined
  for (const item of module.items) {
    if (item.kind === 'entry') reportMisplaced(item, file, report)
    else if (item.kind === 'import') {
      const target = imports.get(item)
      const names = importedNames(item, target && bound.get(target), file, home, report)
      imported.push(...names)
      for (const name of names) addImported(name, file, space)
    } else if (item.head.text === 'component') addDeclared(item, file, space)
  }
  for (const item of module.items) {
    if (item.kind !== 'declaration' || item.head.text === 'component') continue
    const declared = addDeclared(item, file, space)
    if (declared?.kind !== 'pipeline') continue
    if (pipeline) report(diagnose(nameProblems.secondPipeline, {}, declared.location))
    pipeline ??= declared
  }
  const own = [...values.values(), ...components.values()].filter((declared) => declared.file === file)
  const damaged = damagedBy(syntaxErrors, own, module)
  return { file, home, ...(pipeline && { pipeline }), values, components, imported, damaged }
}

/** The names of a file while they are given. */
interface Space {
  readonly values: Map<string, Declared>
  readonly components: Map<string, Declared>
  /** Where each name is given in this file, by `value` or `component` and name. */
  readonly places: Map<string, Location>
  readonly home: Home
  readonly report: (diagnostic: Diagnostic) => void
}

function addDeclared(syntax: Declaration, file: string, space: Space): Declared | undefined {
  const declared = declare(syntax, file, space.home, space.report)
  if (!declared || declared.kind === 'pipeline') return declared
  const map = declared.kind === 'component' ? 'components' : 'values'
  add(declared.name, declared, declared.location, map, space)
  return declared
}

function addImported({ name, syntax, value, component }: ImportedName, file: string, space: Space): void {
  if (value) add(name, value, at(file, syntax), 'values', space)
  if (component && component !== value) add(name, component, at(file, syntax), 'components', space)
  else if (component && !space.components.has(name)) space.components.set(name, component)
}

function add(
  name: string,
  declared: Declared,
  location: Location,
  map: 'values' | 'components',
  { [map]: names, places, report }: Space,
): void {
  if (map === 'values' && reservedNames.has(name)) {
    report(diagnose(nameProblems.reservedName, { name }, location))
    return
  }
  const earlier = places.get(`${map} ${name}`)
  if (!earlier) {
    names.set(name, declared)
    places.set(`${map} ${name}`, location)
    return
  }
  // Imports are looked at first, wherever they stand.
  const [first, second] = earlier.start < location.start ? [earlier, location] : [location, earlier]
  const related = [{ message: `\`${name}\` is declared here first`, location: first }]
  report(diagnose(nameProblems.duplicateName, { name }, second, { related }))
}

function reportMisplaced({ key }: Entry, file: string, report: (diagnostic: Diagnostic) => void): void {
  const name = key.kind === 'identifier' ? key.text : key.value
  report(diagnose(nameProblems.misplacedEntry, { name }, at(file, key)))
}

/** An error belongs to the item that begins before it, up to where the next one begins. */
function damagedBy(
  errors: readonly Diagnostic[],
  declarations: readonly Declared[],
  module: Module,
): ReadonlySet<Declared> {
  if (errors.length === 0) return new Set()
  const starts = module.items.map((item) => item.start)
  const before = (offset: number) => starts.findLast((start) => start <= offset)
  const hit = new Set(errors.map(({ location }) => (location ? before(location.start) : undefined)))
  return new Set(declarations.filter(({ syntax }) => hit.has(syntax.start)))
}

function declare(
  syntax: Declaration,
  file: string,
  home: Home,
  report: (diagnostic: Diagnostic) => void,
): Declared | undefined {
  const word = syntax.head.text
  // The user's components win over the library's kinds, so that a new kind breaks no program.
  const kind = home.names.component(word) ? 'use' : word
  if (kind === 'use' || isKind(kind)) {
    const name = syntax.name.text
    const declared: Declared = {
      name,
      kind,
      path: [name],
      file,
      syntax,
      location: at(file, syntax.name),
      home,
    }
    return hasRightForm(declared, report) ? declared : undefined
  }
  const known = [...home.names.components(), ...nodeKinds, ...valueKinds, ...settingsKinds]
  const suggestion = closest(word, [...known, 'component'])
  report(diagnose(nameProblems.unknownKind, { name: word, suggestion }, at(file, syntax.head)))
  return undefined
}

/** `kind name { … }` for nodes and settings, `kind name = value` for values, `param name: type = value`. */
export function hasRightForm(declared: Declared, report: (diagnostic: Diagnostic) => void): boolean {
  const { kind, name, syntax } = declared
  const { body, value, type } = syntax
  const word = kindWord(declared)
  let form: string | undefined
  if (kind === 'param') {
    if (body) form = `param ${name}: type = value`
  } else if (isValueKind(kind)) {
    if (body || type || !value) form = `${word} ${name} = …`
  } else if (!body) {
    form = `${word} ${name} { … }`
  }
  if (form === undefined) return true
  report(diagnose(nameProblems.wrongForm, { kind: word, form }, declared.location))
  return false
}

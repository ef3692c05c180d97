import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Declaration, Entry, Import, Module } from '../../parser/ast.ts'
import {
  type Declared,
  type Home,
  isKind,
  isValueKind,
  nodeKinds,
  reservedNames,
  settingsKinds,
  valueKinds,
} from './declared.ts'
import { fileNames } from './names.ts'
import { inDependencyOrder, mentionsOf } from './order.ts'

/** The declarations of a program by name, before anything is known of what they say. */
export interface BoundProgram {
  readonly file: string
  readonly pipeline?: Declared
  readonly declarations: ReadonlyMap<string, Declared>
  /** What is mentioned comes before what mentions it, as far as the program allows. */
  readonly order: readonly Declared[]
  /** Declarations that can't be elaborated: they are nested too deeply. */
  readonly unusable: ReadonlySet<Declared>
  /** Declarations of which some did not parse: what seems to be missing there may have been lost. */
  readonly damaged: ReadonlySet<Declared>
}

/** Kinds of the language that later versions execute. */
const laterKinds = new Set([
  'sweep',
  'compare',
  'register',
  'deploy',
  'experiment',
  'trigger',
  'target',
  'component',
])

/** Gives each declaration its kind and its name, and says what can't have one. */
export function bind(
  module: Module,
  syntaxErrors: readonly Diagnostic[],
  report: (diagnostic: Diagnostic) => void,
): BoundProgram {
  const { file } = module
  const declarations = new Map<string, Declared>()
  const home: Home = { names: fileNames(declarations, new Map()), isPart: true }
  let pipeline: Declared | undefined
  for (const item of module.items) {
    if (item.kind !== 'declaration') {
      reportMisplaced(item, file, report)
      continue
    }
    const declared = declare(item, file, home, report)
    if (declared?.kind === 'pipeline') {
      if (pipeline) report(diagnose(nameProblems.secondPipeline, {}, declared.location))
      pipeline ??= declared
    } else if (declared) add(declared, declarations, report)
  }
  const damaged = damagedBy(syntaxErrors, [...declarations.values()], module)
  return {
    file,
    ...(pipeline && { pipeline }),
    declarations,
    ...ordered(declarations, pipeline, report),
    damaged,
  }
}

function reportMisplaced(item: Import | Entry, file: string, report: (diagnostic: Diagnostic) => void): void {
  if (item.kind === 'import') {
    report(diagnose(nameProblems.notYet, { name: 'import' }, at(file, item)))
    return
  }
  const name = item.key.kind === 'identifier' ? item.key.text : item.key.value
  report(diagnose(nameProblems.misplacedEntry, { name }, at(file, item.key)))
}

/** An error belongs to the item that begins before it, up to where the next one begins. */
function damagedBy(
  errors: readonly Diagnostic[],
  declarations: readonly Declared[],
  module: Module,
): ReadonlySet<Declared> {
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
  const kind = syntax.head.text
  if (isKind(kind)) {
    const name = syntax.name.text
    const declared = { name, kind, path: [name], file, syntax, location: at(file, syntax.name), home }
    return hasRightForm(declared, report) ? declared : undefined
  }
  if (laterKinds.has(kind)) {
    report(diagnose(nameProblems.notYet, { name: kind }, at(file, syntax.head)))
    return undefined
  }
  const suggestion = closest(kind, [...nodeKinds, ...valueKinds, ...settingsKinds, ...laterKinds])
  report(diagnose(nameProblems.unknownKind, { name: kind, suggestion }, at(file, syntax.head)))
  return undefined
}

/** `kind name { … }` for nodes and settings, `kind name = value` for values, `param name: type = value`. */
function hasRightForm(declared: Declared, report: (diagnostic: Diagnostic) => void): boolean {
  const { kind, name, syntax } = declared
  const { body, value, type } = syntax
  let form: string | undefined
  if (kind === 'param') {
    if (body) form = `param ${name}: type = value`
  } else if (isValueKind(kind)) {
    if (body || type || !value) form = `${kind} ${name} = …`
  } else if (!body) {
    form = `${kind} ${name} { … }`
  }
  if (form === undefined) return true
  report(diagnose(nameProblems.wrongForm, { kind, form }, declared.location))
  return false
}

function add(
  declared: Declared,
  declarations: Map<string, Declared>,
  report: (diagnostic: Diagnostic) => void,
): void {
  const { name, location } = declared
  if (reservedNames.has(name)) {
    report(diagnose(nameProblems.reservedName, { name }, location))
    return
  }
  const earlier = declarations.get(name)
  if (earlier) {
    const related = [{ message: `\`${name}\` is declared here first`, location: earlier.location }]
    report(diagnose(nameProblems.duplicateName, { name }, location, { related }))
    return
  }
  declarations.set(name, declared)
}

function ordered(
  declarations: ReadonlyMap<string, Declared>,
  pipeline: Declared | undefined,
  report: (diagnostic: Diagnostic) => void,
): Pick<BoundProgram, 'order' | 'unusable'> {
  const mentions = new Map<Declared, readonly string[]>()
  const unusable = new Set<Declared>()
  for (const declared of [...declarations.values(), ...(pipeline ? [pipeline] : [])]) {
    const { names, tooDeep } = mentionsOf(declared)
    mentions.set(declared, names)
    if (tooDeep) {
      unusable.add(declared)
      report(diagnose(nameProblems.tooDeep, {}, at(declared.file, tooDeep)))
    }
  }
  return { order: inDependencyOrder(declarations, mentions), unusable }
}

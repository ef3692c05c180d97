import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import { closest } from '../../base/suggestion.ts'
import type { Declaration, Import, Pick } from '../../parser/ast.ts'
import type { BoundFile, ImportedName } from './bound-file.ts'
import { type Declared, type Home, isImportable, isNodeKind, kindWord } from './declared.ts'

/** The names that an import brings; without a file to take them from, what is said of them elsewhere is silent. */
export function importedNames(
  item: Import,
  from: BoundFile | undefined,
  file: string,
  home: Home,
  report: (diagnostic: Diagnostic) => void,
): readonly ImportedName[] {
  return item.picks.map((pick) => {
    const syntax = pick.alias ?? pick.name
    const name = syntax.text
    const found = from && exported(pick.name.text, from)
    if (found) return { name, syntax, ...found }
    if (from) report(refusal(pick, from, file))
    const lost = lostName(pick, item, file, home)
    return { name, syntax, value: lost, component: lost }
  })
}

function exported(name: string, { file, values, components }: BoundFile) {
  const value = values.get(name)
  const component = components.get(name)
  // What a file imports is not its own to hand on.
  const ownValue = value?.file === file && isImportable(value.kind) ? value : undefined
  const ownComponent = component?.file === file ? component : undefined
  if (!ownValue && !ownComponent) return undefined
  return { ...(ownValue && { value: ownValue }), ...(ownComponent && { component: ownComponent }) }
}

/** Why a name can't be imported. */
function refusal({ name: { text: name, ...span } }: Pick, from: BoundFile, file: string): Diagnostic {
  const location = at(file, span)
  const there = from.values.get(name) ?? from.components.get(name)
  if (there && there.file !== from.file) {
    return diagnose(moduleProblems.importedThere, { name, file: from.file, from: there.file }, location)
  }
  if (there) {
    const related = [{ message: `\`${name}\` is declared here`, location: there.location }]
    const isNode = isNodeKind(there.kind) || there.kind === 'use'
    const parameters = { name, kind: kindWord(there), isNode }
    return diagnose(moduleProblems.notImportable, parameters, location, { related })
  }
  const own = [...from.values.values(), ...from.components.values()]
  const known = own.filter((one) => one.file === from.file && isImportable(one.kind)).map((one) => one.name)
  const parameters = { name, file: from.file, known, suggestion: closest(name, known) }
  return diagnose(moduleProblems.missingExport, parameters, location)
}

/** Stands for what was to be imported: whatever is made of it is silent. */
function lostName({ name, alias, start, end }: Pick, item: Import, file: string, home: Home): Declared {
  const word = alias ?? name
  const syntax: Declaration = {
    kind: 'declaration',
    head: { kind: 'identifier', text: 'import', start: item.start, end: item.start },
    name: word,
    start,
    end,
  }
  return { name: word.text, kind: 'lost', path: [word.text], file, syntax, location: at(file, word), home }
}

import { at, diagnose, removal } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import {
  type Declared,
  isImportable,
  isNodeKind,
  isValueKind,
  type Kind,
  kindWord,
} from '../bind/declared.ts'
import type { Rule } from './rule.ts'

/** Settings that are read by those who start, compile and run the program. */
const forEngines: ReadonlySet<Kind> = new Set(['pipeline', 'trigger', 'target'])

/** A value that nothing reads is a mistake or a leftover. Nodes are read by who runs them. */
export const unused: Rule = ({ elaborated, hasErrors }, report) => {
  if (hasErrors) return
  const used = new Set<Declared>()
  for (const { declared, references } of elaborated.values()) {
    for (const other of references.keys()) if (other !== declared) used.add(other)
  }
  // What a file without nodes declares is there for others.
  const isLibrary = ![...elaborated.keys()].some(({ kind }) => isNodeKind(kind))
  for (const { declared, value } of elaborated.values()) {
    const { kind, name, location } = declared
    const mayStand = used.has(declared) || isRead(declared, value !== undefined)
    if (mayStand || (isImportable(kind) && (isLibrary || !declared.home.isPart))) continue
    // A block took work to write: it was more likely forgotten where it belongs than left over.
    const fix = isValueKind(kind)
      ? removal(at(declared.file, declared.syntax), `the unused ${kind} \`${name}\``)
      : undefined
    report(diagnose(nameProblems.unused, { kind: kindWord(declared), name }, location, fix ? { fix } : {}))
  }
}

/** Who runs a program reads its nodes; a use of a component is one, unless it is a regulation. */
function isRead({ kind }: Declared, hasValue: boolean): boolean {
  return isNodeKind(kind) || forEngines.has(kind) || (kind === 'use' && !hasValue)
}

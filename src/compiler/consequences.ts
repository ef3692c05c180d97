import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../base/diagnostics/name-problems.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import type { Location, SourceText } from '../base/source.ts'
import type { Module } from '../parser/ast.ts'

const syntaxCodes: ReadonlySet<string> = new Set(Object.values(syntaxProblems).map(({ code }) => code))

/** `kind name` at the left margin: what a declaration was called even where the rest of it does not parse. */
const head = /^[A-Za-z_]\w*[ \t]+([A-Za-z_]\w*)/gm

/**
 * One mistake makes one diagnostic: what is said of a text that did not parse, or of a name whose declaration was lost
 * with its text, would be gone when the syntax is mended.
 */
export function withoutConsequences(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
  modules: ReadonlyMap<string, Module>,
): readonly Diagnostic[] {
  const causes = diagnostics.flatMap(({ code, location }) =>
    location && syntaxCodes.has(code) ? [location] : [],
  )
  if (causes.length === 0) return diagnostics
  const files = new Set(causes.map(({ file }) => file))
  const lost = new Map([...files].map((file) => [file, lostNames(sources.get(file), modules.get(file))]))
  return diagnostics.filter(({ code, location }) => {
    if (!location || syntaxCodes.has(code)) return true
    if (causes.some((cause) => touches(cause, location))) return false
    if (code !== nameProblems.unknownName.code) return true
    const name = sources.get(location.file)?.text.slice(location.start, location.end)
    return name === undefined || !lost.get(location.file)?.has(name)
  })
}

function touches(a: Location, b: Location): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end
}

/** Names of declarations that stand in the text and not in the tree. */
function lostNames(source: SourceText | undefined, module: Module | undefined): ReadonlySet<string> {
  const names = new Set([...(source?.text.matchAll(head) ?? [])].map(([, name]) => name ?? ''))
  for (const item of module?.items ?? []) if (item.kind === 'declaration') names.delete(item.name.text)
  return names
}

import { resolve } from 'node:path'
import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import type { Location, SourceText } from '../base/source.ts'
import type { RunEvent } from '../runtime/event.ts'
import type { Project } from './project.ts'

/**
 * Events as they go to the view: what failed in a node points at where the node is declared. The runtime knows nodes,
 * not texts, and its journal must not change when a declaration moves.
 */
export function withLocations(project: Project): (event: RunEvent) => RunEvent {
  const sources = [...project.sources.values()]
  const locate = (node: string): Location | undefined => {
    const place = project.program.locations[node]
    const path = place && resolve(project.root, place.file)
    const source = sources.find(({ file }) => resolve(file) === path)
    return place && source && headOf(source, source.offsetOf(place.line) + place.column - 1)
  }
  return (event) => {
    if (event.type !== 'node-failed') return event
    const location = locate(event.node)
    if (!location) return event
    const add = (diagnostic: Diagnostic): Diagnostic => ({ location, ...diagnostic })
    return { ...event, diagnostics: event.diagnostics.map(add) }
  }
}

/** The kind and the name of a declaration. */
function headOf(source: SourceText, start: number): Location {
  const head = source.text.slice(start).match(/^\w+\s+\w+/)?.[0] ?? ''
  return { file: source.file, start, end: start + Math.max(1, head.length) }
}

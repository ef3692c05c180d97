import type { Location, SourceText } from '../source.ts'
import type { Diagnostic, Edit, Fix, Problem, Related } from './diagnostic.ts'
import { problemTable } from './table.ts'

/**
 * Diagnostics for code-scanning tools: SARIF 2.1.0 (OASIS, 2020), one run, one rule a code that occurs, related
 * locations and fixes included.
 */
export function renderSarif(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const ruleIndexes = new Map(codes.map((code, index) => [code, index]))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pipe', rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => toResult(diagnostic, ruleIndexes, sources)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

/** A rule is named as in the table: `unknownName` becomes `UnknownName`. */
function ruleOf(code: string): object {
  for (const problems of Object.values(problemTable)) {
    for (const [key, { code: own, severity }] of Object.entries<Problem<never>>(problems)) {
      if (own !== code) continue
      const name = key.slice(0, 1).toUpperCase() + key.slice(1)
      return { id: code, name, defaultConfiguration: { level: severity } }
    }
  }
  return { id: code }
}

function toResult(
  { code, severity, message, hint, location, related = [], fix }: Diagnostic,
  ruleIndexes: ReadonlyMap<string, number>,
  sources: ReadonlyMap<string, SourceText>,
): object {
  return {
    ruleId: code,
    ruleIndex: ruleIndexes.get(code),
    level: severity,
    message: { text: hint === undefined ? message : `${message} ${hint}` },
    ...(location && { locations: [{ physicalLocation: toPhysical(location, sources) }] }),
    ...(related.length > 0 && { relatedLocations: related.map((each, id) => toRelated(each, id, sources)) }),
    ...(fix && { fixes: [toFix(fix, sources)] }),
  }
}

function toRelated(
  { message, location }: Related,
  id: number,
  sources: ReadonlyMap<string, SourceText>,
): object {
  return { id, message: { text: message }, physicalLocation: toPhysical(location, sources) }
}

function toFix({ title, edits }: Fix, sources: ReadonlyMap<string, SourceText>): object {
  const files = [...new Set(edits.map(({ location }) => location.file))]
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: toArtifact(file),
      replacements: edits
        .filter(({ location }) => location.file === file)
        .map((edit) => toReplacement(edit, sources)),
    })),
  }
}

function toReplacement({ location, text }: Edit, sources: ReadonlyMap<string, SourceText>): object {
  return {
    deletedRegion: toRegion(location, sources.get(location.file)),
    insertedContent: { text },
  }
}

function toPhysical(location: Location, sources: ReadonlyMap<string, SourceText>): object {
  return {
    artifactLocation: toArtifact(location.file),
    region: toRegion(location, sources.get(location.file)),
  }
}

/** A relative URI reference: forward slashes, and per cent signs for what a URI can't have. */
function toArtifact(file: string): object {
  const drive = /^[A-Za-z]:[\\/]/.test(file)
  const path = encodeURI(file.replaceAll('\\', '/')).replace(/[?#]/g, encodeURIComponent)
  return { uri: drive ? `file:///${path}` : path.startsWith('/') ? `file://${path}` : path }
}

function toRegion({ start, end }: Location, source: SourceText | undefined): object {
  const region = { charOffset: start, charLength: end - start }
  if (!source) return region
  const first = source.position(start)
  const last = source.position(end)
  return {
    startLine: first.line,
    startColumn: first.column,
    endLine: last.line,
    endColumn: last.column,
    ...region,
  }
}

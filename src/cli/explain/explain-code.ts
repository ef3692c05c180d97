import type { Problem, Severity } from '../../base/diagnostics/diagnostic.ts'
import { renderText } from '../../base/diagnostics/render-text.ts'
import { problemTable } from '../../base/diagnostics/table.ts'
import { compile } from '../../compiler/compile.ts'
import { memoryHost } from '../../compiler/memory-host.ts'
import { nodeHost } from '../../compiler/node-host.ts'
import { type PageStyle, renderPage } from '../page-text.ts'
import { pageCodes, problemPage } from '../pages.ts'
import { type PageProgram, readPage } from './problem-page.ts'

/** The page of a problem as data. */
interface CodeExplanation {
  readonly code: string
  readonly severity: Severity
  readonly title: string
  readonly meaning: string
  readonly wrong?: PageProgram
  readonly right?: PageProgram
  readonly when?: string
  readonly why?: string
}

/** What a code means, for programs. */
export function codeFacts(code: string): CodeExplanation | undefined {
  const markdown = problemPage(code)
  if (markdown === undefined) return undefined
  const { title, introduction, wrong, right, when, why } = readPage(markdown)
  return {
    code,
    severity: severityOf(code),
    title: title.slice(code.length + 2),
    meaning: introduction,
    ...(wrong && { wrong }),
    ...(right && { right }),
    ...(when !== '' && { when }),
    ...(why !== '' && { why }),
  }
}

/** What a code means, for people: its page, with what the checker says of the wrong program under it. */
export function codeText(code: string, style: PageStyle): string | undefined {
  const markdown = problemPage(code)
  if (markdown === undefined) return undefined
  const { wrong } = readPage(markdown)
  const said = wrong && wrong.commands === undefined ? saidOf(wrong, style) : undefined
  return renderPage(markdown, style, ({ info, text }) =>
    info === 'pipe' && text === wrong?.text && said !== undefined ? said : undefined,
  )
}

/** The program shown by the diagnostics that it gets: the lines that matter, with the words about them. */
function saidOf({ text, files }: PageProgram, { color, width }: PageStyle): readonly string[] | undefined {
  const library = nodeHost().library()
  const host = memoryHost({ ...files, 'main.pipe': text }, () => library)
  const { diagnostics, sources } = compile(host, 'main.pipe')
  if (diagnostics.length === 0) return undefined
  const program = text.trimEnd().split('\n')
  const shown = renderText(diagnostics, sources, { color, width: Math.min(width, 100) - 2 })
  // The count at the end says nothing here.
  const frames = shown.trimEnd().split('\n').slice(0, -2)
  return [...program, '', ...frames].map((line) => `  ${line}`.trimEnd())
}

/** The codes nearest to one that is none: most mistakes are in the last digit. */
export function nearCode(code: string): string | undefined {
  const number = Number(code.slice(4))
  const distance = (other: string) => Math.abs(Number(other.slice(4)) - number)
  return [...pageCodes()].sort((a, b) => distance(a) - distance(b))[0]
}

function severityOf(code: string): Severity {
  for (const problems of Object.values(problemTable)) {
    const found = Object.values<Problem<never>>(problems).find((problem) => problem.code === code)
    if (found) return found.severity
  }
  return 'error'
}

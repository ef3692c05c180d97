import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { usageProblems } from '../../base/diagnostics/usage-problems.ts'
import { closest } from '../../base/suggestion.ts'
import { nodeHost } from '../../compiler/node-host.ts'
import { Library } from '../../compiler/signatures/library.ts'
import { codeFacts, codeText, nearCode } from '../explain/explain-code.ts'
import { explainedWords, explainWord } from '../explain/explain-word.ts'
import { renderPage } from '../page-text.ts'
import {
  type ExitCode,
  exitCodes,
  print,
  printDiagnostics,
  printJson,
  wantsColor,
  widthOf,
} from '../terminal.ts'

export interface ExplainOptions {
  readonly json?: boolean
}

/** `pipe explain`: what a code means, or what a kind, field, component, type, unit or function is. */
export async function explain(topic: string, { json = false }: ExplainOptions): Promise<ExitCode> {
  const style = { color: wantsColor(process.stdout), width: widthOf(process.stdout) }
  if (/^(pipe)?\d{4}$/i.test(topic)) {
    const code = `PIPE${topic.slice(-4)}`
    const text = json ? undefined : codeText(code, style)
    const facts = json ? codeFacts(code) : undefined
    if (facts) printJson(facts)
    else if (text !== undefined) print(text)
    else return nothing(topic, nearCode(code))
    return exitCodes.done
  }
  const library = new Library(nodeHost().library())
  const found = explainWord(library, topic)
  if (found.length === 0) return nothing(topic, closest(topic, explainedWords(library, topic)))
  if (json) printJson(found.map(({ facts }) => facts))
  else print(found.map(({ markdown }) => renderPage(markdown, style)).join('\n'))
  return exitCodes.done
}

async function nothing(topic: string, suggestion: string | undefined): Promise<ExitCode> {
  await printDiagnostics([diagnose(usageProblems.nothingToExplain, { topic, suggestion })])
  return exitCodes.usage
}

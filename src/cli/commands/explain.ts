import type { Problem } from '../../base/diagnostics/diagnostic.ts'
import { problemTable } from '../../base/diagnostics/table.ts'
import { explainSignature } from '../signature-text.ts'
import { type ExitCode, exitCodes, print } from '../terminal.ts'

/** `pipe explain`: what a code means, or what a kind, field or component takes. */
export async function explain(topic: string): Promise<ExitCode> {
  if (/^pipe\d{4}$/i.test(topic)) {
    const text = explainCode(topic.toUpperCase())
    if (text !== undefined) {
      print(text)
      return exitCodes.done
    }
  }
  return explainSignature(topic)
}

/** Words of a problem with its parameters left open, for a reader who has only the code. */
function explainCode(code: string): string | undefined {
  for (const [area, problems] of Object.entries(problemTable)) {
    const found = Object.values(problems).find((candidate) => candidate.code === code)
    if (found) return describe(area, found as Problem<unknown>)
  }
  return undefined
}

function describe(area: string, found: Problem<unknown>): string {
  const open = new Proxy({}, { get: (_, name) => `<${String(name)}>` })
  const hint = found.hint?.(open)
  return [
    `${found.severity}[${found.code}] (${area})`,
    '',
    `  ${found.message(open)}`,
    ...(hint ? ['', `  hint: ${hint}`] : []),
  ].join('\n')
}

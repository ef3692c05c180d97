import { hasErrors } from '../../base/diagnostics/diagnostic.ts'
import { analyze } from '../../compiler/compile.ts'
import type { CompilerHost } from '../../compiler/host.ts'

/** The shortest declaration of a tested program that uses a kind or component, by `category name`. */
export type Examples = ReadonlyMap<string, string>

/** Longer ones are no examples. */
const longest = 900

/** Finds examples in programs: what is shown is what is checked. */
export class ExampleFinder {
  private readonly found = new Map<string, string>()

  /** Looks through one program; one with errors gives nothing. */
  read(host: CompilerHost, file: string): void {
    const uses: { readonly key: string; readonly offset: number }[] = []
    const { diagnostics, sources, modules } = analyze(host, file, {
      observe: (syntax, scope, _expected, { structure }) => {
        if (scope.file !== file || syntax.kind !== 'call' || structure?.kind !== 'component') return
        uses.push({ key: keyOf(structure.signature), offset: syntax.start })
      },
    })
    const text = sources.get(file)?.text
    if (text === undefined || hasErrors(diagnostics)) return
    for (const item of modules.get(file)?.items ?? []) {
      if (item.kind !== 'declaration' && item.kind !== 'import') continue
      const written = text.slice(item.start, item.end)
      const kind = item.kind === 'import' ? 'import' : item.head.text
      const isCommand = item.kind === 'declaration' && /^\s*run:/m.test(written) && kind !== 'step'
      this.offer(`kind ${kind}`, written)
      if (isCommand) this.offer(`command_kind ${kind}`, written)
      this.offer(`settings ${kind}`, written)
      for (const { key, offset } of uses) {
        if (offset >= item.start && offset < item.end) this.offer(key, written)
      }
    }
  }

  get examples(): Examples {
    return this.found
  }

  private offer(key: string, text: string): void {
    const before = this.found.get(key)
    if (text.length > longest || (before !== undefined && !isBetter(text, before))) return
    this.found.set(key, text)
  }
}

/** Shorter, and of two as long the first in order of text, so that the pages don't depend on the order of files. */
function isBetter(text: string, before: string): boolean {
  return text.length < before.length || (text.length === before.length && text < before)
}

export function keyOf({ is, name }: { readonly is: string; readonly name: string }): string {
  return `${is} ${name}`
}

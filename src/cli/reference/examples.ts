import { hasErrors } from '../../base/diagnostics/diagnostic.ts'
import { analyze } from '../../compiler/compile.ts'
import type { CompilerHost } from '../../compiler/host.ts'
import type { Signature } from '../../compiler/signatures/signature.ts'
import type { Declaration } from '../../parser/ast.ts'

/** The shortest declaration of a tested program that uses a kind or component, by `category name`. */
export type Examples = ReadonlyMap<string, string>

/** A call, and what it may be an example of. */
interface Use {
  readonly key: string
  readonly offset: number
}

/** Longer ones are no examples. */
const longest = 900

/** Finds examples in programs: what is shown is what is checked. */
export class ExampleFinder {
  private readonly found = new Map<string, string>()

  /** Looks through one program; one with errors gives nothing. */
  read(host: CompilerHost, file: string): void {
    const uses: Use[] = []
    const { diagnostics, sources, modules } = analyze(host, file, {
      observe: (syntax, scope, _expected, { structure }) => {
        if (scope.file !== file || syntax.kind !== 'call') return
        const signature = structure?.kind === 'component' ? structure.signature : undefined
        uses.push(...keysOf(syntax.callee.text, signature).map((key) => ({ key, offset: syntax.start })))
      },
    })
    const text = sources.get(file)?.text
    if (text === undefined || hasErrors(diagnostics)) return
    for (const item of modules.get(file)?.items ?? []) {
      const written = text.slice(item.start, item.end)
      if (item.kind === 'import') this.offer('kind import', written)
      if (item.kind === 'declaration') this.offerDeclaration(item, written)
      for (const { key, offset } of uses) {
        if (offset >= item.start && offset < item.end) this.offer(key, written)
      }
    }
  }

  private offerDeclaration({ head, name }: Declaration, text: string): void {
    const kind = head.text
    this.offer(`kind ${kind}`, text)
    this.offer(`settings ${kind}`, text)
    if (kind === 'target') this.offer(`target ${name.text}`, text)
    if (/^\s*run:/m.test(text) && kind !== 'step') this.offer(`command_kind ${kind}`, text)
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

/** What gives a value at once, such as `file("…")` as an input, leaves no component behind. */
function keysOf(name: string, signature: Signature | undefined): readonly string[] {
  if (signature) return [keyOf(signature)]
  return [keyOf({ is: 'function', name }), keyOf({ is: 'input', name })]
}

/** A name is unique within its category. */
export function keyOf({ is, name }: { readonly is: string; readonly name: string }): string {
  return `${is} ${name}`
}

import { SourceText } from '../../base/source.ts'
import { parse } from '../../parser/parse.ts'
import type { LibraryFile } from '../host.ts'
import { LibraryError, readSignature } from './read-signature.ts'
import type { Signature } from './signature.ts'

/** Where a component of the library is written; it is parsed when it is first asked for. */
interface Place {
  readonly file: string
  readonly text: string
  signature?: Signature
}

/**
 * The signatures of the standard library. The files are cut at the heads of their declarations, and a declaration is
 * parsed only when a program uses it: most programs use a tenth of the library, and checking starts sooner.
 */
export class Library {
  private readonly places = new Map<string, Place[]>()

  constructor(files: readonly LibraryFile[]) {
    for (const file of files) {
      for (const text of cutAtHeads(file.text)) {
        const name = /^component[ \t]+(\w+)/m.exec(text)?.[1]
        if (name === undefined) continue
        const place: Place = { file: `<stdlib>/${file.name}`, text }
        const others = this.places.get(name)
        if (others) others.push(place)
        else this.places.set(name, [place])
      }
    }
  }

  /** The component of that name in one of the categories; a name is unique within a category. */
  find(name: string, categories: ReadonlySet<string>): Signature | undefined {
    return this.named(name).find((signature) => categories.has(signature.is))
  }

  /** Every component of that name. */
  named(name: string): readonly Signature[] {
    return (this.places.get(name) ?? []).map(signatureAt)
  }

  /** One that the compiler itself relies on. */
  required(name: string, is: string): Signature {
    const found = this.find(name, new Set([is]))
    if (!found) throw new LibraryError(`the ${is} \`${name}\` is missing`)
    return found
  }

  /** Every signature: parses the whole library. For suggestions, the editor and the reference. */
  all(): readonly Signature[] {
    return [...this.places.values()].flat().map(signatureAt)
  }
}

function signatureAt(place: Place): Signature {
  if (place.signature) return place.signature
  const { module, diagnostics } = parse(new SourceText(place.file, place.text))
  const [declaration] = module.items
  if (diagnostics[0]) throw new LibraryError(`${place.file}: ${diagnostics[0].message}`)
  if (declaration?.kind !== 'declaration') throw new LibraryError(`${place.file}: no declaration`)
  place.signature = readSignature(declaration, place.file, place.text)
  return place.signature
}

/** Pieces that begin with a declaration's `##` lines and hold one declaration each. */
function cutAtHeads(text: string): readonly string[] {
  const starts = [...text.matchAll(/^(?:##.*\n)*component[ \t]/gm)].map((match) => match.index)
  return starts.map((start, index) => text.slice(start, starts[index + 1]))
}

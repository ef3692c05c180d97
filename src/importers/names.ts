import type { Span } from '../base/source.ts'

/** A name of the source that is another in the program. */
export interface Rename {
  readonly what: 'step' | 'param' | 'secret' | 'output' | 'input' | 'pipeline' | 'trigger'
  readonly from: string
  readonly to: string
  readonly file: string
  readonly span: Span
}

/** Words of the language that are no names, and roots that mean something everywhere. */
const taken = new Set(
  'if then else and or not in true false none import pipeline run seed inputs outputs previous'.split(' '),
)

/** A text as a name of the language: `trainModel@cnn-0.1` becomes `train_model_cnn_0_1`. */
export function nameFrom(text: string, fallback: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  if (words === '') return fallback
  return /^[a-z]/.test(words) ? words : `${fallback}_${words}`
}

/** The names of one scope: each is given out once, and each change is remembered. */
export class Names {
  private readonly used = new Set<string>(taken)
  private readonly renames: Rename[]

  constructor(renames: Rename[]) {
    this.renames = renames
  }

  /** A name for something of the source: as near to its own as the language and the other names allow. */
  claim(what: Rename['what'], from: string, place: { readonly file: string; readonly span: Span }): string {
    const wanted = nameFrom(from, what)
    const to = this.free(wanted, what)
    this.used.add(to)
    if (to !== from) this.renames.push({ what, from, to, ...place })
    return to
  }

  private free(wanted: string, what: string): string {
    if (!this.used.has(wanted)) return wanted
    const candidates = [`${wanted}_${what}`]
    if (!this.used.has(candidates[0] ?? '')) return candidates[0] ?? wanted
    for (let number = 2; ; number++) {
      const name = `${wanted}_${number}`
      if (!this.used.has(name)) return name
    }
  }
}

import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import type { Declared } from '../bind/declared.ts'
import type { Context } from '../elaborate/context.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import type { DataOrigin, Stretch } from './data-use.ts'

/** What a dataset reads and how it deals its rows, so that leaks between two datasets can be told. */
export function originOf(
  context: Context,
  dataset: Declared,
  id: string,
  parts: readonly string[],
  field: (name: string) => Term | undefined,
): DataOrigin {
  const source = field('source')
  const split = field('split')
  const hash = split && hashOf(split)
  return {
    id,
    name: dataset.path.join('.'),
    parts,
    sources: source ? [...sourcesOf(context, source)] : [],
    deal: canonicalJson([source?.expression ?? null, split?.expression ?? null] as unknown as Json),
    ...(hash && { hash }),
  }
}

/** The files that a source reads; of what is generated or made by a step, what the IR says of it. */
function sourcesOf(context: Context, source: Term): ReadonlySet<string> {
  const { structure } = source
  if (structure?.kind === 'conditional') {
    return new Set([...sourcesOf(context, structure.yes), ...sourcesOf(context, structure.no)])
  }
  const path = structure?.kind === 'component' ? structure.arguments.get('path') : undefined
  if (!path) return new Set([canonicalJson(source.expression as unknown as Json)])
  const file = knownValue(path)
  if (typeof file !== 'object' || file === null || !('$file' in file)) {
    return new Set([canonicalJson(path.expression as unknown as Json)])
  }
  const pattern = String(file.$file)
  const files = context.project.expand(pattern)
  return new Set(files.length > 0 ? files : [pattern])
}

/** The parts in the order in which a split deals them. */
const dealt = ['train', 'val', 'test'] as const

function hashOf({ structure }: Term): DataOrigin['hash'] {
  if (structure?.kind !== 'component' || structure.signature.name !== 'hash') return undefined
  const key = structure.arguments.get('key')
  const column = key && knownValue(key)
  const stretches = new Map<string, Stretch>()
  let start = 0
  for (const part of dealt) {
    const share = structure.arguments.get(part)
    const size = share && knownValue(share)
    if (typeof size !== 'number') return { key: textOr(column) }
    stretches.set(part, [start, start + size])
    start += size
  }
  return { key: textOr(column), stretches }
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

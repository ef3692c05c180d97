/** Kinds in the order in which a program mostly goes through them: the order of legends and classes. */
const flow = [
  'dataset',
  'step',
  'train',
  'evaluate',
  'score',
  'sweep',
  'compare',
  'register',
  'deploy',
  'experiment',
  'notify',
]

/** The kinds that are drawn, in the order of a legend. */
export function kindsOf(boxes: readonly { readonly kind: string }[]): readonly string[] {
  const rank = (kind: string) => (flow.includes(kind) ? flow.indexOf(kind) : flow.length)
  return [...new Set(boxes.map(({ kind }) => kind))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

import type { Declared } from '../../compiler/bind/declared.ts'
import type { Denoted } from './denoted.ts'

/** True when two words stand for one thing that the program itself names. */
export function isSame(a: Denoted, b: Denoted): boolean {
  switch (a.kind) {
    case 'declaration':
      return b.kind === 'declaration' && isSameDeclaration(a.declared, b.declared)
    case 'output':
      return b.kind === 'output' && isSameDeclaration(a.node, b.node) && a.path.join('.') === b.path.join('.')
    case 'input':
      return b.kind === 'input' && isSameDeclaration(a.node, b.node) && a.name === b.name
    default:
      return false
  }
}

/** Programs that read one file have declarations of their own of it: the place in the text tells. */
function isSameDeclaration(a: Declared, b: Declared): boolean {
  return a.file === b.file && a.syntax.start === b.syntax.start
}

import type { Declared } from '../bind/declared.ts'
import type { Elaborated } from '../elaborate/context.ts'
import { componentsIn } from '../elaborate/regulated.ts'
import type { CheckedProgram } from './rule.ts'

/**
 * The datasets that only commands and models of the user's read: what their columns hold is between those and the
 * dataset, where the models of the library learn from numbers alone.
 */
export function readByOthersOnly({ elaborated }: CheckedProgram): ReadonlySet<Declared> {
  const others = new Set<Declared>()
  const library = new Set<Declared>()
  for (const node of elaborated.values()) {
    for (const read of node.references.keys()) {
      if (read.kind !== 'dataset' || node.declared.kind === 'dataset') continue
      if (learnsFromNumbers(node, elaborated)) library.add(read)
      else others.add(read)
    }
  }
  for (const dataset of library) others.delete(dataset)
  return others
}

/** Whether a training's model, or the one that an evaluation judges, is an architecture of the library. */
function learnsFromNumbers(node: Elaborated, elaborated: ReadonlyMap<Declared, Elaborated>): boolean {
  const { declared, given, signature } = node
  if (signature?.is === 'command_kind') return false
  const model = given.get('model')
  if (declared.kind === 'train') return model !== undefined && componentsIn(model).length > 0
  if (declared.kind !== 'evaluate') return false
  const name = model?.cause?.node
  const trained = name === undefined ? undefined : declared.home.names.get(name)
  const training = trained?.kind === 'train' ? elaborated.get(trained) : undefined
  return training !== undefined && learnsFromNumbers(training, elaborated)
}

import type { ComponentValue, RecordValue } from '../../ir/expression.ts'

/** A component's module in a worker: its whole text, which a trained model takes along. */
export interface LoadedImplementation {
  readonly source: string
  /** The type of what it gives, where the component says so. */
  readonly gives?: RecordValue
}

/** What modules implement, by role and text: a text that changes is another module, also in a worker that stays warm. */
const loaded = new Map<string, unknown>()

/** The module of a component of the user's; nothing for the library's. */
export function implementationOf({ implementation }: ComponentValue): LoadedImplementation | undefined {
  return implementation as LoadedImplementation | undefined
}

function keyOf(component: ComponentValue): string {
  const { source = '', gives } = implementationOf(component) ?? {}
  return JSON.stringify([component.is, component.$component, gives ?? null, source])
}

/** Hands in what a component's module implements, in the form that the library's implementations of its role have. */
export function keepImplementation(component: ComponentValue, implementation: unknown): void {
  loaded.set(keyOf(component), implementation)
}

/** What a component's module implements, if it has one that was loaded. */
export function keptImplementation(component: ComponentValue): unknown {
  return component.implementation && loaded.get(keyOf(component))
}

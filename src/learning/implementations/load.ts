import { readFileSync } from 'node:fs'
import type { ComponentValue } from '../../ir/expression.ts'
import { isComponent } from '../component.ts'
import type { TaskValue } from '../protocol.ts'
import { implementationOf, keepImplementation, keptImplementation } from './loaded.ts'
import { ownFailure, refuseResult } from './user-failure.ts'
import { userMetric } from './user-metric.ts'

/** A module's exports, as a role's adapter reads them. */
type Exports = { readonly [name: string]: unknown }
type Adapter = (exports: Exports, component: ComponentValue) => unknown

/** What makes of a module what the library's implementations of the same role are. */
const adapters: Readonly<Record<string, () => Promise<Adapter>>> = {
  metric: async () => userMetric,
  // Loads the tensor library, which other tasks can do without.
  model: async () => (await import('./user-model.ts')).userModel,
  response: async () => (await import('./user-response.ts')).userResponse,
}

/**
 * A config in which each component of the user's has its module's text instead of its file, with the modules loaded, so
 * that from here on they are found as the library's are.
 */
export async function withImplementations<T extends TaskValue>(value: T): Promise<T> {
  return (await loadedIn(value)) as T
}

async function loadedIn(value: TaskValue): Promise<TaskValue> {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Promise.all((value as readonly TaskValue[]).map(loadedIn))
  const members: { [name: string]: TaskValue } = {}
  for (const [name, member] of Object.entries(value as { readonly [name: string]: TaskValue })) {
    members[name] = name === 'implementation' ? textOf(member) : await loadedIn(member)
  }
  if (isComponent(members)) await loadImplementation(members)
  else if (members.op === 'component') await loadImplementation(componentOf(members))
  return members
}

/** Of a component whose arguments are known only while it runs: what its module is found by. */
function componentOf({ name, is, implementation }: { readonly [name: string]: TaskValue }): ComponentValue {
  const own = implementation as unknown as ComponentValue['implementation']
  return { $component: String(name), is: String(is), arguments: {}, ...(own && { implementation: own }) }
}

/** The file of an implementation as its text; what has a text already, such as a saved model's, keeps it. */
function textOf(implementation: TaskValue): TaskValue {
  const { file, gives } = implementation as { readonly [name: string]: TaskValue }
  if (file === undefined) return implementation
  const { $local } = file as { readonly $local: string }
  return { source: readFileSync($local, 'utf8'), ...(gives !== undefined && { gives }) }
}

/** Loads a component's module, which is all in its text: from an address that holds it, so that nothing else is read. */
export async function loadImplementation(component: ComponentValue): Promise<void> {
  const implementation = implementationOf(component)
  const adapter = adapters[component.is]
  if (!implementation || keptImplementation(component) !== undefined) return
  if (!adapter) refuseResult(component.$component, 'something that this version can execute', component.is)
  const address = `data:text/javascript;base64,${Buffer.from(implementation.source).toString('base64')}`
  let exports: Exports
  try {
    exports = (await import(address)) as Exports
  } catch (error) {
    throw ownFailure(component.$component, 'its module was loaded', error)
  }
  keepImplementation(component, (await adapter())(exports, component))
}

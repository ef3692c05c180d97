import { refuseResult } from './user-failure.ts'

/** A function that a module of the user's exports. */
export type OwnFunction = (...values: readonly unknown[]) => unknown

/** The function of that name among a module's exports. */
export function ownFunction(
  exports: { readonly [name: string]: unknown },
  name: string,
  component: string,
): OwnFunction {
  const found = exports[name]
  if (typeof found === 'function') return found as OwnFunction
  const what = name === 'default' ? 'a function as its default export' : `a function \`${name}\``
  return refuseResult(component, what, found)
}

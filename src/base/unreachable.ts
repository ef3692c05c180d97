/** Ends a switch over a union, so that a new member is a type error wherever it must be handled. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}

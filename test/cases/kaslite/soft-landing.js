// A stand-in: the program is checked beside it, never run.
export function weights() {
  return {}
}

export function forward() {
  throw new Error('a stand-in')
}

import type { Declared, Names } from './declared.ts'

/** The names of a file: those that it declares or imports. */
export function fileNames(
  values: ReadonlyMap<string, Declared>,
  components: ReadonlyMap<string, Declared>,
): Names {
  return {
    get: (name) => values.get(name),
    component: (name) => components.get(name),
    keys: () => values.keys(),
    components: () => components.keys(),
  }
}

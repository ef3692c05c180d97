import type { Declared, Home, Names } from './declared.ts'

type Declarations = ReadonlyMap<string, Declared>

/** The names of a file: those that it declares or imports. */
export function fileNames(values: Declarations, components: Declarations): Names {
  return {
    get: (name) => values.get(name),
    component: (name) => components.get(name),
    keys: () => values.keys(),
    components: () => components.keys(),
  }
}

/** The names inside of a component: its own, then those of the file that declares it. */
export function innerNames(own: Declarations, around: Names): Names {
  return {
    get: (name) => own.get(name) ?? around.get(name),
    component: (name) => around.component(name),
    *keys() {
      yield* own.keys()
      yield* around.keys()
    },
    components: () => around.components(),
  }
}

const none: Declarations = new Map()

/** Where no name of the user's means anything: the library. */
export const nowhere: Home = { names: fileNames(none, none), isPart: false }

import { diagnose } from '../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../base/diagnostics/learning-problems.ts'
import type { ComponentValue, QuantityValue, Value } from '../ir/expression.ts'
import { TaskFailure } from './failure.ts'
import { keptImplementation } from './implementations/loaded.ts'
import type { LocalFile, TaskValue } from './protocol.ts'

/** The arguments of a component, read as the types that its signature has. The compiler has checked them; results are not. */
export class Arguments {
  private readonly owner: string
  private readonly values: { readonly [name: string]: TaskValue }

  /** `owner` is for messages: the component's or node's name. */
  constructor(owner: string, values: { readonly [name: string]: TaskValue }) {
    this.owner = owner
    this.values = values
  }

  number(name: string): number {
    const value = this.values[name]
    return typeof value === 'number' ? value : this.refuse(name, 'a number')
  }

  boolean(name: string): boolean {
    const value = this.values[name]
    return typeof value === 'boolean' ? value : this.refuse(name, '`true` or `false`')
  }

  text(name: string): string {
    const value = this.values[name]
    return typeof value === 'string' ? value : this.refuse(name, 'a string')
  }

  numbers(name: string): readonly number[] {
    const value = this.values[name]
    const good = Array.isArray(value) && value.every((item) => typeof item === 'number')
    return good ? (value as readonly number[]) : this.refuse(name, 'a list of numbers')
  }

  quantity(name: string): QuantityValue {
    const value = this.values[name]
    return isQuantity(value) ? value : this.refuse(name, 'a quantity')
  }

  component(name: string): ComponentValue {
    const value = this.values[name]
    return isComponent(value) ? value : this.refuse(name, 'a component')
  }

  /** All of them, as they are. */
  all(): { readonly [name: string]: TaskValue } {
    return this.values
  }

  /** The raw value; null when it is absent or `none`. */
  value(name: string): TaskValue {
    return this.values[name] ?? null
  }

  refuse(name: string, expected: string): never {
    const found = JSON.stringify(this.values[name] ?? null)
    const field = `${this.owner}.${name}`
    throw new TaskFailure(
      diagnose(learningProblems.badSetting, { field, expected, found: found.slice(0, 80) }),
    )
  }
}

export function argumentsOf(component: ComponentValue): Arguments {
  return new Arguments(component.$component, component.arguments)
}

export function isComponent(value: TaskValue | undefined): value is ComponentValue {
  return typeof value === 'object' && value !== null && '$component' in value
}

export function isQuantity(value: TaskValue | undefined): value is QuantityValue {
  return typeof value === 'object' && value !== null && '$quantity' in value
}

export function isLocalFile(value: TaskValue | undefined): value is LocalFile {
  return typeof value === 'object' && value !== null && '$local' in value
}

/**
 * Finds a component's implementation: the user's own, which has been loaded by now, or one of the table of its category,
 * whose names are those of the standard library.
 */
export function lookUp<T>(
  table: Readonly<Record<string, T>>,
  category: string,
  component: ComponentValue,
): T {
  const name = component.$component
  const own = keptImplementation(component)
  if (own !== undefined) return own as T
  const implementation = Object.hasOwn(table, name) ? table[name] : undefined
  if (implementation !== undefined) return implementation
  const known = Object.keys(table)
  throw new TaskFailure(diagnose(learningProblems.unknownComponent, { category, name, known }))
}

/** A component without arguments, for defaults that the program leaves open. */
export function plainComponent(
  is: string,
  name: string,
  values: { readonly [name: string]: Value } = {},
): ComponentValue {
  return { $component: name, is, arguments: values }
}

import { type Tensor, type Tensor2D, tensor } from '@tensorflow/tfjs-core'
import type { StateArray } from './engine.ts'

/** Weights on the tensor heap by name; each holds one tensor, and a new value is always a new tensor. */
export class WeightTensors {
  private readonly tensors = new Map<string, Tensor>()

  names(): string[] {
    return [...this.tensors.keys()]
  }

  get(name: string): Tensor {
    const found = this.tensors.get(name)
    if (!found) throw new Error(`no weight ${name}`)
    return found
  }

  /** Takes over a tensor that no scope disposes; the one before it is freed. */
  set(name: string, value: Tensor): void {
    this.tensors.get(name)?.dispose()
    this.tensors.set(name, value)
  }

  load(name: string, { shape, values }: StateArray): void {
    this.set(name, tensor(values, [...shape], 'float32'))
  }

  dispose(): void {
    for (const held of this.tensors.values()) held.dispose()
    this.tensors.clear()
  }
}

/** Looks weights up in a list that runs parallel to their names: what a gradient function is given. */
export function lookup(names: readonly string[], tensors: readonly Tensor[]): (name: string) => Tensor2D {
  const byName = new Map(names.map((name, index) => [name, tensors[index]]))
  return (name) => {
    const found = byName.get(name)
    if (!found) throw new Error(`no weight ${name}`)
    return found as Tensor2D
  }
}

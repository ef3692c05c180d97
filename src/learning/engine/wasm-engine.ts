import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import {
  keep,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  engine as tensorEngine,
  tidy,
  valueAndGrads,
} from '@tensorflow/tfjs-core'
import { OutOfTensorMemory, startWasmBackend } from '../backend/wasm-backend.ts'
import { floats } from '../backend/wasm-kernel.ts'
import { type Arguments, argumentsOf, lookUp } from '../component.ts'
import type { Loss } from '../losses/loss.ts'
import { losses } from '../losses/table.ts'
import type { Architecture, Mode, WeightSpec } from '../models/architecture.ts'
import { checkWidth } from '../models/outputs-width.ts'
import { models } from '../models/table.ts'
import type { Update } from '../optimizers/optimizer.ts'
import { optimizers } from '../optimizers/table.ts'
import { Draws } from '../random.ts'
import { dropoutAt, withoutDropout } from './dropout.ts'
import type {
  Batch,
  Engine,
  EngineSpec,
  EngineState,
  Evaluation,
  StateArray,
  StepOptions,
  StepResult,
} from './engine.ts'
import { lookup, WeightTensors } from './weight-tensors.ts'

/** Opens the engine that runs on any machine: tfjs on WebAssembly, with freshly drawn weights. */
export async function openWasmEngine(spec: EngineSpec): Promise<Engine> {
  return new WasmEngine(await startWasmBackend(), spec)
}

class WasmEngine implements Engine {
  private readonly backend: BackendWasm
  private readonly spec: EngineSpec
  private readonly architecture: Architecture
  private readonly settings: Arguments
  private readonly loss: Loss
  private readonly lossSettings: Arguments
  private readonly specs: readonly WeightSpec[]
  private readonly names: readonly string[]
  private readonly weights = new WeightTensors()
  private readonly slotNames: readonly string[]
  private readonly slots = new Map<string, Float32Array[]>()
  private readonly update: (update: Update) => void
  private updates = 0

  constructor(backend: BackendWasm, spec: EngineSpec) {
    this.backend = backend
    this.spec = spec
    this.architecture = lookUp(models, 'model', spec.model)
    this.settings = argumentsOf(spec.model)
    this.loss = lookUp(losses, 'loss', spec.loss)
    this.lossSettings = argumentsOf(spec.loss)
    const optimizer = lookUp(optimizers, 'optimizer', spec.optimizer)
    this.slotNames = optimizer.slots
    this.update = optimizer.updater(argumentsOf(spec.optimizer))
    this.specs = this.architecture.weights(this.settings, spec.sizes)
    refuseTooLarge(this.specs)
    this.names = this.specs.map(({ name }) => name)
    for (const { name, shape, initial } of this.specs) {
      const values = initial(new Draws(spec.seed, 'weights', name))
      this.weights.load(name, { shape, values })
      this.slots.set(
        name,
        optimizer.slots.map(() => new Float32Array(values.length)),
      )
    }
  }

  async step(batch: Batch, options: StepOptions): Promise<StepResult> {
    const mode = dropoutAt(this.spec.seed, options.index)
    const tensors = this.names.map((name) => this.weights.get(name))
    const { value, grads } = tidy(() => {
      const x = this.features(batch)
      const target = targetTensor(batch)
      const lossOf = (...weights: Tensor[]) => this.lossOf(x, target, weights, mode)
      return valueAndGrads(lossOf)(tensors)
    })
    const [loss = Number.NaN] = floats(this.backend, value)
    const gradientNorm = options.gradientNorm ? this.normOf(grads) : undefined
    this.updates += 1
    for (const [index, name] of this.names.entries()) this.apply(name, grads[index], options.learningRate)
    value.dispose()
    for (const gradient of grads) gradient.dispose()
    return gradientNorm === undefined ? { loss } : { loss, gradientNorm }
  }

  async evaluate(batch: Batch): Promise<Evaluation> {
    return tidy(() => {
      const weight = (name: string) => this.weights.get(name) as Tensor2D
      const outputs = this.forward(this.features(batch), weight, withoutDropout)
      const loss = this.loss.mean(outputs, targetTensor(batch), this.lossSettings)
      const [mean = Number.NaN] = floats(this.backend, loss)
      return { loss: mean, outputs: floats(this.backend, outputs).slice() }
    })
  }

  exportState(): EngineState {
    const weights = new Map<string, StateArray>()
    const slots = new Map<string, StateArray>()
    for (const { name, shape } of this.specs) {
      weights.set(name, { shape, values: floats(this.backend, this.weights.get(name)).slice() })
      for (const [index, slot] of this.slotNames.entries()) {
        const values = this.slots.get(name)?.[index] ?? new Float32Array(0)
        slots.set(`${slot}/${name}`, { shape, values: values.slice() })
      }
    }
    return { updates: this.updates, weights, slots }
  }

  importState(state: EngineState): void {
    this.updates = state.updates
    for (const { name } of this.specs) {
      const weight = state.weights.get(name)
      if (!weight) throw new Error(`the state lacks the weight ${name}`)
      this.weights.load(name, weight)
      for (const [index, slot] of this.slotNames.entries()) {
        const values = state.slots.get(`${slot}/${name}`)?.values
        const own = this.slots.get(name)?.[index]
        if (values) own?.set(values)
        else own?.fill(0)
      }
    }
  }

  dispose(): void {
    this.weights.dispose()
    this.slots.clear()
  }

  private features({ features, rows }: Batch): Tensor2D {
    return tensor2d(features, [rows, this.spec.sizes.inputs])
  }

  private forward(x: Tensor2D, weight: (name: string) => Tensor2D, mode: Mode): Tensor2D {
    const { model, sizes } = this.spec
    return checkWidth(model, this.architecture.forward(x, weight, this.settings, mode), sizes.outputs)
  }

  private lossOf(x: Tensor2D, target: Tensor1D, weights: readonly Tensor[], mode: Mode): Scalar {
    const outputs = this.forward(x, lookup(this.names, weights), mode)
    return this.loss.mean(outputs, target, this.lossSettings)
  }

  /** Never in place: the backend caches packed weights by tensor. */
  private apply(name: string, gradient: Tensor | undefined, learningRate: number): void {
    if (!gradient) throw new Error(`no gradient of ${name}`)
    const before = this.weights.get(name)
    const info = this.backend.makeOutput(before.shape, 'float32')
    this.update({
      weights: floats(this.backend, before),
      next: floats(this.backend, info),
      gradient: floats(this.backend, gradient),
      slots: this.slots.get(name) ?? [],
      learningRate,
      step: this.updates,
    })
    this.weights.set(name, keep(tensorEngine().makeTensorFromTensorInfo(info)))
  }

  private normOf(gradients: readonly Tensor[]): number {
    let squares = 0
    for (const gradient of gradients) {
      for (const value of floats(this.backend, gradient)) squares += value * value
    }
    return Math.sqrt(squares)
  }
}

/** The heap's size, and how many times a step has the weights on it: old, new, and their gradients. */
const heapBytes = 2 ** 32
const copies = 3

/** Says so at once, before hours of memory traffic. */
function refuseTooLarge(specs: readonly WeightSpec[]): void {
  const size = specs.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0)
  const bytes = size * Float32Array.BYTES_PER_ELEMENT * copies
  if (bytes > heapBytes) throw new OutOfTensorMemory(bytes)
}

function targetTensor({ target }: Batch): Tensor1D {
  return tensor1d(target, target instanceof Int32Array ? 'int32' : 'float32')
}

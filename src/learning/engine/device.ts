import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { learningProblems } from '../../base/diagnostics/learning-problems.ts'
import type { Engine, EngineSpec } from './engine.ts'

/** Where the program wants its steps computed. */
export type Device = 'auto' | 'cpu' | 'gpu'

/** An engine that computes on a device, and why it was chosen. */
export interface EngineChoice {
  readonly name: string
  /** One sentence for the log. */
  readonly reason: string
  open(spec: EngineSpec): Promise<Engine>
}

/**
 * The engine for a device, or what to tell the user. Never a silent fallback: who asks for a GPU gets one or an error.
 */
export function chooseEngine(device: Device): EngineChoice | Diagnostic {
  if (device === 'gpu') {
    const tried = 'this version of pipewright computes on the CPU only (tfjs on WebAssembly)'
    return diagnose(learningProblems.noGpu, { tried })
  }
  const why =
    device === 'cpu' ? 'the program asks for the CPU' : 'no engine for a GPU is part of this version'
  return {
    name: 'wasm',
    reason: `Computes on the CPU with tfjs on WebAssembly: ${why}.`,
    open: async (spec) => {
      const { openWasmEngine } = await import('./wasm-engine.ts')
      return openWasmEngine(spec)
    },
  }
}

import { env, matMul, tensor2d, tidy, version_core as version } from '@tensorflow/tfjs-core'
import { repairs } from './kernels/repairs.ts'
import { startWasmBackend } from './wasm-backend.ts'

/** What the started backend says of itself; `product` is that of [4, 4] and its transpose, 32 where it computes. */
export async function inspectBackend(): Promise<{
  readonly version: string
  readonly simd: boolean
  readonly repaired: number
  readonly product: number
}> {
  await startWasmBackend()
  const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT')
  const row = () => tensor2d([4, 4], [1, 2])
  const [product = Number.NaN] = tidy(() => matMul(row(), row(), false, true).dataSync())
  return { version, simd: simd === true, repaired: repairs.length, product }
}

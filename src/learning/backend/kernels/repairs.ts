import type { KernelRepair } from '../wasm-kernel.ts'
import { batchMatMul } from './batch-mat-mul.ts'
import { conv2dBackpropFilter } from './conv2d-backprop-filter.ts'
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop.ts'
import { fusedMatMul } from './fused-mat-mul.ts'
import { identity } from './identity.ts'
import { maxPoolGrad } from './max-pool-grad.ts'
import { sum } from './sum.ts'
import { transpose } from './transpose.ts'
import { unsortedSegmentSum } from './unsorted-segment-sum.ts'

/** Every kernel of tfjs-backend-wasm 4.22 that training needs and that is missing, wrong or slow as published. */
export const repairs: readonly KernelRepair[] = [
  unsortedSegmentSum,
  conv2dBackpropFilter,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  maxPoolGrad,
  fusedMatMul,
  batchMatMul,
  transpose,
  sum,
  identity,
]

import type { backend_util } from '@tensorflow/tfjs-core'

/** Sizes, strides, dilations and padding of a two-dimensional convolution, as tfjs computes them. */
export type Convolution = ReturnType<typeof backend_util.computeConv2DInfo>

/** Four axes: batch, height, width, channels; or of a filter: height, width, in, out. */
export type Shape4 = [number, number, number, number]

/**
 * Visits each meeting of a filter cell with an input pixel: `position` counts output pixels over the batch, `cell` the
 * filter's row by row, `pixel` the input's over the batch. Cells that lie on padding meet nothing.
 */
export function eachCell(
  info: Convolution,
  visit: (position: number, cell: number, pixel: number) => void,
): void {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = info
  const cells = filterHeight * filterWidth
  const positions = info.batchSize * outHeight * outWidth
  for (let position = 0; position < positions; position++) {
    const batch = Math.floor(position / (outHeight * outWidth))
    const top = (Math.floor(position / outWidth) % outHeight) * info.strideHeight - padInfo.top
    const left = (position % outWidth) * info.strideWidth - padInfo.left
    for (let cell = 0; cell < cells; cell++) {
      const row = top + Math.floor(cell / filterWidth) * info.dilationHeight
      const column = left + (cell % filterWidth) * info.dilationWidth
      if (row < 0 || row >= inHeight || column < 0 || column >= inWidth) continue
      visit(position, cell, (batch * inHeight + row) * inWidth + column)
    }
  }
}

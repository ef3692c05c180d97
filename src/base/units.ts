/** What a quantity measures. Only like adds to or compares with like. */
export type Dimension = 'duration' | 'bytes' | 'epochs' | 'steps'

/** A suffix of the language: its dimension and its size in the base unit (seconds, bytes, epochs, steps). */
interface Unit {
  readonly dimension: Dimension
  readonly size: number
}

export const units: Readonly<Record<string, Unit>> = {
  ms: { dimension: 'duration', size: 1e-3 },
  s: { dimension: 'duration', size: 1 },
  m: { dimension: 'duration', size: 60 },
  h: { dimension: 'duration', size: 3600 },
  d: { dimension: 'duration', size: 86_400 },
  w: { dimension: 'duration', size: 604_800 },
  B: { dimension: 'bytes', size: 1 },
  KB: { dimension: 'bytes', size: 1e3 },
  MB: { dimension: 'bytes', size: 1e6 },
  GB: { dimension: 'bytes', size: 1e9 },
  TB: { dimension: 'bytes', size: 1e12 },
  KiB: { dimension: 'bytes', size: 1024 },
  MiB: { dimension: 'bytes', size: 1024 ** 2 },
  GiB: { dimension: 'bytes', size: 1024 ** 3 },
  TiB: { dimension: 'bytes', size: 1024 ** 4 },
  epoch: { dimension: 'epochs', size: 1 },
  epochs: { dimension: 'epochs', size: 1 },
  step: { dimension: 'steps', size: 1 },
  steps: { dimension: 'steps', size: 1 },
}

/** A quantity in its base unit. */
export interface Quantity {
  readonly dimension: Dimension
  readonly amount: number
}

const quantityText = /^(-?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)[ \t]*([A-Za-z]+|%)$/

/** Reads `5m`, `16GiB`, `3 epochs`; `10%` is no quantity but the number 0.1, which is why it returns either. */
export function parseQuantity(text: string): Quantity | number | undefined {
  const match = quantityText.exec(text.trim())
  if (!match?.[1] || !match[2]) return undefined
  const amount = Number(match[1].replaceAll('_', ''))
  if (match[2] === '%') return amount / 100
  const unit = units[match[2]]
  return unit && { dimension: unit.dimension, amount: amount * unit.size }
}

const preferred: Readonly<Record<Dimension, readonly string[]>> = {
  duration: ['w', 'd', 'h', 'm', 's', 'ms'],
  bytes: ['TiB', 'GiB', 'MiB', 'KiB', 'TB', 'GB', 'MB', 'KB', 'B'],
  epochs: ['epochs'],
  steps: ['steps'],
}

/** The shortest notation that says the quantity exactly: `90s` as `90s`, `120s` as `2m`, `0.5s` as `500ms`. */
export function formatQuantity({ dimension, amount }: Quantity): string {
  if (dimension === 'epochs' || dimension === 'steps') {
    return `${amount} ${amount === 1 ? dimension.slice(0, -1) : dimension}`
  }
  const names = preferred[dimension]
  for (const name of names) {
    const size = units[name]?.size ?? 1
    const count = amount / size
    if (Number.isInteger(count) && Math.abs(count) >= 1) return `${count}${name}`
  }
  return `${amount}${dimension === 'duration' ? 's' : 'B'}`
}

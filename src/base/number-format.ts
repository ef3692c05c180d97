/**
 * A number for people: four significant digits, whole numbers in full with separators, very small and very large ones
 * in scientific notation.
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞'
  const size = Math.abs(value)
  if (Number.isInteger(value) && size < 1e9) return groupDigits(value)
  if (size !== 0 && (size < 1e-2 || size >= 1e9)) return shortExponent(value.toExponential(2))
  if (size >= 1e4) return groupDigits(Math.round(value))
  return value.toFixed(Math.min(4, Math.max(0, 3 - Math.floor(Math.log10(size || 1)))))
}

function shortExponent(text: string): string {
  return text.replace(/\.?0*e/, 'e').replace('e+', 'e')
}

/** `12,345`, whatever the machine's locale, so that output is the same everywhere. */
export function groupDigits(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** Milliseconds for people: `8 ms`, `0.4 s`, `12 s`, `2 m 05 s`, `3 h 07 m`, `2 d 04 h`. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds)
  if (!Number.isFinite(ms)) return '∞'
  if (ms < 99.5) return `${Math.round(ms)} ms`
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${twoDigits(seconds % 60)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} m`
  const hours = Math.floor(minutes / 60)
  return `${Math.floor(hours / 24)} d ${twoDigits(hours % 24)} h`
}

/** A duration that counts up: `0:07`, `12:34`, `1:02:03`; it keeps its width while it runs. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${twoDigits(seconds % 60)}`
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Bytes for people: `812 B`, `12.4 KiB`. */
export function formatBytes(bytes: number): string {
  let size = Math.max(0, bytes)
  let unit = 0
  while (size >= 1023.5 && unit < byteUnits.length - 1) {
    size /= 1024
    unit += 1
  }
  const digits = unit === 0 || size >= 99.5 ? 0 : 1
  return `${size.toFixed(digits)} ${byteUnits[unit]}`
}

/** `1 node`, `2 nodes`. */
export function plural(count: number, noun: string): string {
  return `${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** How far the ends of a shape reach into its box, which text has to leave free. */
export const insets: Readonly<Record<string, number>> = { score: 10, register: 12, deploy: 12, experiment: 8 }

/** The outline of a kind in a box of this size, as path data. */
export function outlineOf(kind: string, width: number, height: number): string {
  return (outlines[kind] ?? rounded(9))(width, height)
}

/** Lines inside the outline that belong to the shape. */
export function innerLineOf(kind: string, width: number, height: number): string {
  if (kind === 'dataset') return `M0 ${cap}A${width / 2} ${cap} 0 0 0 ${width} ${cap}`
  if (kind === 'sweep')
    return `M8 4H${width - 8}Q${width - 4} 4 ${width - 4} 8V${height - 8}Q${width - 4} ${height - 4} ${width - 8} ${height - 4}H8Q4 ${height - 4} 4 ${height - 8}V8Q4 4 8 4`
  return ''
}

/** Half the height of the ellipses that end a cylinder. */
export const cap = 6

type Outline = (width: number, height: number) => string

const outlines: Readonly<Record<string, Outline>> = {
  dataset: (w, h) =>
    `M0 ${cap}A${w / 2} ${cap} 0 0 1 ${w} ${cap}V${h - cap}A${w / 2} ${cap} 0 0 1 0 ${h - cap}Z`,
  train: (w, h) => rounded(11)(w, h),
  evaluate: (w, h) => cut(9)(w, h),
  score: (w, h) => `M12 0H${w - 12}L${w} ${h / 2}L${w - 12} ${h}H12L0 ${h / 2}Z`,
  step: (w, h) => rounded(2.5)(w, h),
  notify: (w, h) => rounded(h / 2)(w, h),
  sweep: (w, h) => rounded(11)(w, h),
  compare: (w, h) => `M14 0H${w - 14}L${w} 14V${h}H0V14Z`,
  register: (w, h) => `M5 0H${w - 14}L${w} ${h / 2}L${w - 14} ${h}H5Q0 ${h} 0 ${h - 5}V5Q0 0 5 0Z`,
  deploy: (w, h) => `M0 0H${w - 12}L${w} ${h / 2}L${w - 12} ${h}H0L10 ${h / 2}Z`,
  experiment: (w, h) => `M12 0H${w}L${w - 12} ${h}H0Z`,
}

function rounded(radius: number): Outline {
  return (w, h) => {
    const r = Math.min(radius, h / 2)
    const corner = (x: number, y: number) => `A${r} ${r} 0 0 1 ${x} ${y}`
    return `M${r} 0H${w - r}${corner(w, r)}V${h - r}${corner(w - r, h)}H${r}${corner(0, h - r)}V${r}${corner(r, 0)}Z`
  }
}

function cut(size: number): Outline {
  return (w, h) =>
    `M${size} 0H${w - size}L${w} ${size}V${h - size}L${w - size} ${h}H${size}L0 ${h - size}V${size}Z`
}

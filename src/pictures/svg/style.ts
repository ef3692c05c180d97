import { dark, light, type Palette } from '../palette.ts'
import type { Theme } from '../theme.ts'

const fonts =
  "Inter, 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

/** What no theme changes. */
const shapes = `
text { font-family: ${fonts}; }
.title { font-size: 18px; font-weight: 700; }
.name { font-size: 13.5px; font-weight: 600; }
.gist, .part, .note, .about { font-size: 11.5px; }
.frame-name { font-size: 12px; font-weight: 600; paint-order: stroke; stroke-width: 4px; stroke-linejoin: round; }
.part { text-anchor: middle; }
.pill-text, .count-text { font-size: 11px; font-weight: 600; }
.shape { stroke-width: 1.4; stroke-linejoin: round; }
.inner, .icon, .glyph { fill: none; stroke-linecap: round; stroke-linejoin: round; }
.inner, .count { stroke-width: 1; }
.icon { stroke-width: 1.6; }
.glyph { stroke-width: 1.8; }
.line { fill: none; stroke-width: 1.5; }
.order .line { stroke-dasharray: 5 4; }
.alternative .line { stroke-dasharray: 1.5 4; stroke-linecap: round; stroke-width: 2; }
.frame { stroke-width: 1.2; }
.frame-sweep { stroke-dasharray: 7 4; }
.fold-chain .shape, .fold-group .shape, .fold-levels .shape { stroke-dasharray: 4 3; }
.failed .shape { stroke-width: 2.4; }
.skipped .name, .skipped .gist, .skipped .icon, .skipped .part { opacity: 0.55; }
.skipped .shape, .skipped .inner { stroke-opacity: 0.5; }`

/** The style sheet of a picture; `auto` follows what the viewer prefers. Colours are literal, for viewers without variables. */
export function styleSheet(theme: Theme): string {
  const first = theme === 'dark' ? dark : light
  const follows = theme === 'auto' ? `\n@media (prefers-color-scheme: dark) {${colours(dark)}\n}` : ''
  return `${shapes}${colours(first)}${follows}`
}

function colours(palette: Palette): string {
  const kinds = Object.entries(palette.kinds).flatMap(([kind, [surface, line]]) => [
    `.${kind} .shape { fill: ${surface}; stroke: ${line}; }`,
    `.${kind} .inner, .${kind} .icon { stroke: ${line}; }`,
    `.${kind} .count { stroke: ${line}; }`,
    `.frame-${kind} { stroke: ${line}; }`,
  ])
  const states = Object.entries(palette.states).flatMap(([state, colour]) => [
    `.${state} .pill { fill: ${colour}; }`,
  ])
  const rules = [
    `.page { fill: ${palette.page}; }`,
    `text { fill: ${palette.text}; }`,
    `.gist, .part, .note, .about { fill: ${palette.muted}; }`,
    `.line { stroke: ${palette.link}; }`,
    `.head { fill: ${palette.link}; }`,
    `.order .line { stroke: ${palette.order}; }`,
    `.order .head { fill: ${palette.order}; }`,
    `.frame-name { stroke: ${palette.frame}; }`,
    `.trial .line { stroke: ${palette.kinds.sweep?.[1]}; }`,
    `.trial .head { fill: ${palette.kinds.sweep?.[1]}; }`,
    `.frame { fill: ${palette.frame}; stroke: ${palette.frameLine}; }`,
    ...kinds,
    ...states,
    `.failed .shape { stroke: ${palette.states.failed}; }`,
    `.pill-text { fill: ${palette.pillText}; }`,
    `.count { fill: ${palette.page}; }`,
    `.count-text { fill: ${palette.text}; }`,
    `.glyph { stroke: ${palette.pillText}; }`,
  ]
  return `\n${rules.join('\n')}`
}

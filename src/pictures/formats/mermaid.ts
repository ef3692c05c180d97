import type { Box, Graph, Group, Link } from '../graph.ts'
import { kindsOf } from '../kinds.ts'
import type { Direction } from '../layout/place.ts'
import { dark, light } from '../palette.ts'
import { leading } from '../run-states.ts'
import type { Theme } from '../theme.ts'
import { aboutOf, countText, remarksOf, runLine, shortName, stateText, statusSigns } from '../words.ts'

const shapes: Readonly<Record<string, readonly [open: string, close: string]>> = {
  dataset: ['[(', ')]'],
  train: ['(', ')'],
  evaluate: ['[/', '/]'],
  score: ['{{', '}}'],
  notify: ['([', '])'],
  sweep: ['[[', ']]'],
  compare: ['[/', '\\]'],
  register: ['>', ']'],
  deploy: ['[\\', '\\]'],
  experiment: ['[\\', '/]'],
  several: ['[[', ']]'],
}

const arrows: Readonly<Record<Link['kind'], string>> = {
  data: '-->',
  order: '-.->',
  alternative: '-.->',
  trial: '==>',
}

/** The graph as a Mermaid flowchart, which GitHub and many editors draw inside of Markdown. */
export function toMermaid(graph: Graph, direction: Direction, theme: Theme): string {
  const names = new Map(graph.boxes.map(({ id }, index) => [id, `${nameOf(id)}_${index}`]))
  const parts = new Map(graph.boxes.map((box) => [box.id, box.parts]))
  const states = new Map<string, string[]>()
  for (const { id, state } of graph.boxes) {
    if (state) states.set(leading(state), [...(states.get(leading(state)) ?? []), names.get(id) ?? ''])
  }
  const remarks = [runLine(graph) ?? '', ...remarksOf(graph)].filter(Boolean)
  const palette = theme === 'dark' ? dark : light
  const kinds = kindsOf(graph.boxes)
  return [
    `flowchart ${direction === 'down' ? 'TD' : 'LR'}`,
    ...inside(graph, names, undefined, '  '),
    ...graph.links.map((link) => `  ${linkLine(link, parts, names)}`),
    ...(remarks.length > 0 ? [`  remarks["${remarks.map(escaped).join('<br/>')}"]:::remarks`] : []),
    ...kinds.map((kind) => {
      const [surface, line] = palette.kinds[kind] ?? palette.kinds.several ?? ['#ffffff', '#000000']
      return `  classDef ${classOf(kind)} fill:${surface},stroke:${line},color:${palette.text}`
    }),
    ...[...states].map(
      ([status, boxes]) =>
        `  classDef ${status} stroke:${palette.states[status]},stroke-width:2.5px\n  class ${boxes.join(',')} ${status}`,
    ),
    ...(remarks.length > 0 ? ['  classDef remarks fill:none,stroke:none'] : []),
    '',
  ].join('\n')
}

function inside(
  graph: Graph,
  names: ReadonlyMap<string, string>,
  group: string | undefined,
  indent: string,
): readonly string[] {
  return [
    ...graph.boxes.filter((box) => box.group === group).map((box) => `${indent}${boxLine(box, names)}`),
    ...graph.groups
      .filter(({ parent }) => parent === group)
      .flatMap((inner) => subgraph(graph, names, inner, indent)),
  ]
}

function subgraph(
  graph: Graph,
  names: ReadonlyMap<string, string>,
  group: Group,
  indent: string,
): readonly string[] {
  const label = [group.kind, group.name, group.gist].filter(Boolean).join(' · ')
  return [
    `${indent}subgraph g_${nameOf(group.id)}["${escaped(label)}"]`,
    ...inside(graph, names, group.id, `${indent}  `),
    `${indent}end`,
  ]
}

function boxLine(box: Box, names: ReadonlyMap<string, string>): string {
  const [open, close] = shapes[box.kind] ?? ['[', ']']
  const title = [shortName(box), countText(box)].filter(Boolean).join(' ')
  const state = box.state ? `${statusSigns[leading(box.state)]} ${stateText(box) ?? ''}`.trim() : ''
  const label = [title, aboutOf(box), state].filter(Boolean).map(escaped).join('<br/>')
  return `${names.get(box.id)}${open}"${label}"${close}:::${classOf(box.kind)}`
}

function linkLine(
  { from, to, kind, reads }: Link,
  parts: ReadonlyMap<string, readonly string[]>,
  names: ReadonlyMap<string, string>,
): string {
  const read = (parts.get(from) ?? []).filter((part) => reads.includes(part)).join(', ')
  const word = kind === 'alternative' ? 'or' : read
  return `${names.get(from)} ${arrows[kind]}${word ? `|"${escaped(word)}"|` : ''} ${names.get(to)}`
}

/** Ids and words that Mermaid would read as its own never come bare: `end`, `o`, `x`, `default`. */
function nameOf(id: string): string {
  return `n_${id.replaceAll(/[^a-zA-Z0-9]/g, '_')}`
}

function classOf(kind: string): string {
  return `k_${kind}`
}

/** Text inside of a label: everything that Markdown, HTML or Mermaid gives a meaning to, as a numbered entity. */
function escaped(text: string): string {
  return text
    .replace(/\p{Control}+/gu, ' ')
    .replace(/[^\p{L}\p{N} ,.:+=_·×…–✓✗≡/-]/gu, (character) => `#${character.codePointAt(0)};`)
}

import type { Box, Graph, Group, Link } from '../graph.ts'
import type { Direction } from '../layout/place.ts'
import { light } from '../palette.ts'
import { leading } from '../run-states.ts'
import { aboutOf, countText, remarksOf, runLine, shortName, stateText, statusSigns } from '../words.ts'

const shapes: Readonly<Record<string, string>> = {
  dataset: 'cylinder',
  evaluate: 'octagon',
  score: 'hexagon',
  notify: 'oval',
  sweep: 'box3d',
  compare: 'house',
  register: 'cds',
  deploy: 'rarrow',
  experiment: 'parallelogram',
  several: 'folder',
}

const lines: Readonly<Record<Link['kind'], string>> = {
  data: 'solid',
  order: 'dashed',
  alternative: 'dotted',
  trial: 'bold',
}

/** The graph in Graphviz's language: each box and each link is one statement, groups are clusters. */
export function toDot(graph: Graph, direction: Direction): string {
  const parts = new Map(graph.boxes.map((box) => [box.id, box.parts]))
  const label = [graph.name, runLine(graph) ?? '', ...remarksOf(graph)].filter(Boolean).join('\n')
  return [
    `digraph ${quoted(graph.name)} {`,
    `  graph [label=${quoted(label)} labelloc=t rankdir=${direction === 'down' ? 'TB' : 'LR'} fontname="Helvetica" nodesep=0.4 ranksep=0.6]`,
    '  node [fontname="Helvetica" fontsize=11 style="filled"]',
    '  edge [fontname="Helvetica" fontsize=9 color="#7b8798" arrowsize=0.7]',
    ...inside(graph, undefined, '  '),
    ...graph.links.map((link) => `  ${linkStatement(link, parts)}`),
    '}',
    '',
  ].join('\n')
}

function inside(graph: Graph, group: string | undefined, indent: string): readonly string[] {
  return [
    ...graph.boxes.filter((box) => box.group === group).map((box) => `${indent}${boxStatement(box)}`),
    ...graph.groups
      .filter(({ parent }) => parent === group)
      .flatMap((inner) => cluster(graph, inner, indent)),
  ]
}

function cluster(graph: Graph, group: Group, indent: string): readonly string[] {
  const style = group.kind === 'sweep' ? 'rounded,dashed' : 'rounded'
  const label = [group.name, group.gist].filter(Boolean).join(' · ')
  return [
    `${indent}subgraph ${quoted(`cluster ${group.id}`)} {`,
    `${indent}  graph [label=${quoted(label)} style=${quoted(style)} color="#a3acb9"]`,
    ...inside(graph, group.id, `${indent}  `),
    `${indent}}`,
  ]
}

function boxStatement(box: Box): string {
  const [surface, line] = light.kinds[box.kind] ?? light.kinds.several ?? ['#ffffff', '#000000']
  const status = box.state && leading(box.state)
  const title = [shortName(box), countText(box)].filter(Boolean).join(' ')
  const state = status ? [`${statusSigns[status]} ${stateText(box) ?? ''}`.trim()] : []
  const label = [title, aboutOf(box), ...state].join('\n')
  const color = status ? (light.states[status] ?? line) : line
  const width = status === 'failed' ? ' penwidth=2.5' : ''
  const shape = shapes[box.kind] ?? 'box'
  const hover = [box.name, box.doc].filter(Boolean).join(': ')
  return `${quoted(box.id)} [label=${quoted(label)} shape=${shape} fillcolor="${surface}" color="${color}"${width} tooltip=${quoted(hover)}]`
}

function linkStatement(
  { from, to, kind, reads }: Link,
  parts: ReadonlyMap<string, readonly string[]>,
): string {
  const read = (parts.get(from) ?? []).filter((part) => reads.includes(part)).join(', ')
  const label = read ? ` label=${quoted(read)}` : ''
  return `${quoted(from)} -> ${quoted(to)} [style=${lines[kind]}${label}]`
}

/** A quoted string of DOT: labels give a meaning to backslashes and entities, and a NUL ends a file. */
function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('&', '&amp;')
    .replaceAll('\n', '\\n')
    .replace(/\p{Control}/gu, '\ufffd')
  return `"${escaped}"`
}

import type { Span } from '../../base/source.ts'
import { Names } from '../names.ts'
import type { Shapes } from '../yaml/shape.ts'
import { member, type Yaml, type YamlMap } from '../yaml/tree.ts'
import type { Known } from './fold.ts'
import { githubText } from './fold.ts'
import { type Combination, combinationName, matrixCombinations } from './matrix.ts'

/** A job of a workflow, or one of those that its matrix stands for. */
export interface Job {
  /** As the workflow calls it. */
  readonly id: string
  readonly span: Span
  readonly node: YamlMap
  readonly combination: Combination
  /** The step of the program; what is told of the job stands above it. */
  readonly step: string
  /** What sentences call it. */
  readonly owner: string
  readonly known: Known
  readonly needs: readonly string[]
  /** Names of the outputs of its step. */
  readonly outputNames: Names
}

/** Every job of a workflow, those with a matrix as many times as it says. */
export function readJobs(shapes: Shapes, jobs: YamlMap, names: Names): readonly Job[] {
  return jobs.entries.flatMap(({ key, keySpan, value }): readonly Job[] => {
    const node = shapes.map(value, `the job \`${key}\``)
    if (!node) return []
    const strategy = shapes.map(member(node, 'strategy'), `\`strategy\` of \`${key}\``)
    const matrix = strategy && member(strategy, 'matrix')
    const combinations =
      matrix && matrix.kind === 'map' ? matrixCombinations(shapes, matrix, key, undefined) : []
    const all = combinations.length > 0 ? combinations : [new Map<string, Yaml>()]
    const needs = shapes
      .items(member(node, 'needs'))
      .flatMap((need) => shapes.text(need, `\`needs\` of \`${key}\``) ?? [])
    return all.map((combination) => {
      const suffix = combinationName(combination)
      const name = suffix === '' ? key : `${key}_${suffix}`
      return {
        id: key,
        span: keySpan,
        node,
        combination,
        step: names.claim('step', name, { file: shapes.file, span: keySpan }),
        owner: `the job \`${key}\``,
        known: knownIn(combination),
        needs,
        outputNames: new Names([]),
      }
    })
  })
}

/** The values of the matrix, by `matrix.os`; deeper ones by their keys. */
function knownIn(combination: Combination): Known {
  return ([root, name = '', ...keys]) => {
    if (root?.toLowerCase() !== 'matrix') return undefined
    let value = combination.get(name)
    for (const key of keys) value = value?.kind === 'map' ? member(value, key) : undefined
    if (value === undefined) return combination.size > 0 && keys.length === 0 ? '' : undefined
    if (value.kind !== 'scalar') return undefined
    return typeof value.value === 'number' ? githubText(value.text) : value.value
  }
}

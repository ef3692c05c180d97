import type { Declared } from '../bind/declared.ts'
import type { Context } from '../elaborate/context.ts'
import type { Term } from '../elaborate/term.ts'
import { joinAxes, noAxes, withoutAxes } from './axes.ts'
import { perTrial } from './nodes-read.ts'
import type { SweepFacts } from './sweep-facts.ts'

/**
 * The swept params that reach a node: through whatever it says, how it is run and what it waits for among it, so that
 * an instance's edges and policy depend on nothing that its id leaves out. What a sweep's trials read is reached by its
 * own params from inside alone; what its other fields read lies outside.
 */
export function axesOfNode(
  context: Context,
  { kind }: Declared,
  given: ReadonlyMap<string, Term>,
  sweep: SweepFacts | undefined,
): readonly string[] {
  if (context.swept.size === 0) return noAxes
  let axes = defaultAxes(context, given)
  let inTrials = noAxes
  for (const [name, term] of given) {
    if (sweep && perTrial.has(name)) inTrials = joinAxes(inTrials, term.axes)
    else axes = joinAxes(axes, term.axes)
  }
  if (kind === 'train') axes = joinAxes(axes, seedAxes(context))
  if (kind === 'dataset' || kind === 'compare') axes = joinAxes(axes, pipelineSeedAxes(context))
  if (!sweep) return axes
  if (!isGrid(given.get('strategy'))) axes = joinAxes(axes, seedAxes(context))
  return joinAxes(axes, withoutAxes(inTrials, sweep.binds))
}

/** What reaches `seed`: itself where it is swept, and what reaches the pipeline's. */
export function seedAxes(context: Context): readonly string[] {
  return joinAxes(context.swept.has('seed') ? seedAxis : noAxes, pipelineSeedAxes(context))
}

const seedAxis: readonly string[] = Object.freeze(['seed'])

/** What reaches the seed of the pipeline, by which datasets are split whatever `seed` is in a trial. */
export function pipelineSeedAxes(context: Context): readonly string[] {
  return pipelineField(context, 'seed')?.axes ?? noAxes
}

function defaultAxes(context: Context, given: ReadonlyMap<string, Term>): readonly string[] {
  const defaults = pipelineField(context, 'defaults')
  const structure = defaults?.structure
  if (!defaults || defaults.axes.length === 0 || structure?.kind !== 'record') return noAxes
  let axes = noAxes
  for (const [name, term] of structure.fields) if (!given.has(name)) axes = joinAxes(axes, term.axes)
  return axes
}

function pipelineField(context: Context, name: string): Term | undefined {
  const { pipeline } = context.program
  return pipeline && context.elaborated(pipeline)?.given.get(name)
}

/** A grid draws nothing; other strategies draw by the seed. */
function isGrid(strategy: Term | undefined): boolean {
  if (!strategy) return true
  const { structure } = strategy
  return structure?.kind === 'component' && structure.signature.name === 'grid'
}

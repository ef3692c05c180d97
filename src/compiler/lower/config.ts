import type { Expression } from '../../ir/expression.ts'
import { nodeId } from '../../ir/node-id.ts'
import { candidatesOf } from '../elaborate/candidates.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { fieldOf } from '../elaborate/fields.ts'
import { knownValue, type Term } from '../elaborate/term.ts'

/** The config of a node: each field of its kind as given or by default, a few in the form that the runtime reads. */
export function configOf(context: Context, node: Elaborated): { readonly [field: string]: Expression } {
  const config: { [field: string]: Expression } = {}
  const { signature } = node
  if (!signature) return config
  for (const name of signature.fields.keys()) {
    const term = fieldOf(context, node, signature, name)
    if (term) config[name] = special[name]?.(context, term) ?? term.expression
  }
  // A training without an architecture of its own goes on with the model that it starts from.
  const { model, init_from: start } = config
  if (start && model?.op === 'value' && model.value === null) config.model = start
  if (node.sweep) config.cone = { op: 'value', value: node.sweep.cone.map(({ path }) => nodeId(path)) }
  return config
}

/** Fields that stand in the IR in another form than in the text; no two kinds use a name differently. */
const special: Readonly<Record<string, (context: Context, term: Term) => Expression>> = {
  from: candidates,
  code: projectFiles,
}

/**
 * The candidates of a score: records of a name, a model where there is one, and the metrics. Of a node with `each` they
 * stand for one candidate an instance: `each` has its lists, the metrics are lists over their product, and the model is
 * said for one instance.
 */
function candidates(context: Context, from: Term): Expression {
  const items = candidatesOf(context, from).map((candidate): Expression => {
    const { node, elaborated } = candidate
    const id = nodeId(node.path)
    const judged = node.kind === 'evaluate' ? elaborated.given.get('model')?.expression : undefined
    const output = (name: string): Expression =>
      elaborated.use?.outputs.get(name)?.expression ?? { op: 'output', node: id, path: [name] }
    const metrics: { [name: string]: Expression } = {}
    for (const name of candidate.metrics.keys()) metrics[name] = output(name)
    return {
      op: 'record',
      fields: {
        name: { op: 'value', value: node.name },
        ...(candidate.modelType && { model: judged ?? output('model') }),
        metrics: { op: 'record', fields: metrics },
        ...eachOf(elaborated),
      },
    }
  })
  return { op: 'list', items }
}

function eachOf({ lists }: Elaborated): { readonly each?: Expression } {
  if (!lists || lists.size === 0) return {}
  const fields: { [name: string]: Expression } = {}
  for (const [name, list] of lists) fields[name] = list.expression
  return { each: { op: 'record', fields } }
}

/** Globs beside the program, from the project's root. */
function projectFiles(context: Context, code: Term): Expression {
  const globs = knownValue(code)
  const files = Array.isArray(globs)
    ? globs.map((glob) => context.project.resolve(String(glob), code.location.file) ?? '')
    : []
  return { op: 'value', value: files.map((path) => ({ $file: path })) }
}

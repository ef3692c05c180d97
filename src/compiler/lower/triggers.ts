import type { Value } from '../../ir/expression.ts'
import type { EventFilter, Trigger } from '../../ir/program.ts'
import type { Declared } from '../bind/declared.ts'
import { candidateNodes } from '../elaborate/candidates.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { knownValue } from '../elaborate/term.ts'
import { nodeIds } from './node-ids.ts'

/** The triggers as plain values: a check has held that all of them is known. */
export function triggersOf(
  context: Context,
  elaborated: ReadonlyMap<Declared, Elaborated>,
): readonly Trigger[] {
  const all = [...elaborated.values()]
  return all.flatMap((part) => (part.declared.kind === 'trigger' ? [triggerOf(context, part)] : []))
}

function triggerOf(context: Context, trigger: Elaborated): Trigger {
  const { declared, given } = trigger
  const value = (field: string): Value | undefined => {
    const term = given.get(field)
    return term && knownValue(term)
  }
  const push = filterOf(value('push'))
  const pullRequest = filterOf(value('pull_request'))
  const schedule = value('schedule')
  const timezone = value('timezone')
  const { doc } = declared.syntax
  return {
    name: declared.name,
    ...(doc !== undefined && { doc }),
    ...(push && { push }),
    ...(pullRequest && { pullRequest }),
    schedule: Array.isArray(schedule) ? schedule.map(String) : schedule ? [String(schedule)] : [],
    timezone: typeof timezone === 'string' ? timezone : 'UTC',
    manual: value('manual') === true,
    run: candidateNodes(given.get('run')).flatMap(({ structure }) =>
      structure?.kind === 'node' ? nodeIds(context, structure.node) : [],
    ),
    set: (value('set') ?? {}) as Trigger['set'],
  }
}

/** `push: true` lets everything through, as a record without names does. */
function filterOf(said: Value | undefined): EventFilter | undefined {
  if (said === undefined || said === null || said === false) return undefined
  const filter = typeof said === 'object' ? (said as { readonly [name: string]: Value }) : {}
  const globs = (name: string) => (Array.isArray(filter[name]) ? filter[name].map(String) : [])
  return { branches: globs('branches'), tags: globs('tags'), paths: globs('paths') }
}

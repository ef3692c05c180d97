import { importProblems } from '../../base/diagnostics/import-problems.ts'
import type { Span } from '../../base/source.ts'
import type { Draft } from '../program/draft.ts'
import { type Field, writeList, writeRecord, writeString } from '../program/write.ts'
import type { Shapes } from '../yaml/shape.ts'
import { isEmpty } from '../yaml/shape.ts'
import { member, type Yaml, type YamlEntry } from '../yaml/tree.ts'

/** What starts the workflow, and the inputs it can be started with. */
export interface Triggers {
  readonly draft: Draft | undefined
  readonly inputs: readonly YamlEntry[]
}

/** Events by name, whether `on` is a name, a list of names or a map. */
function eventsOf(shapes: Shapes, on: Yaml | undefined): readonly YamlEntry[] {
  if (on === undefined || isEmpty(on)) return []
  if (on.kind === 'map') return on.entries
  return shapes.items(on).flatMap((item) => {
    const key = shapes.text(item, 'An event of `on`')
    const none: Yaml = {
      kind: 'scalar',
      value: null,
      text: '',
      quoted: false,
      start: item.start,
      end: item.end,
    }
    return key === undefined ? [] : [{ key, keySpan: item, value: none }]
  })
}

/** The `on` of a workflow as a trigger called `name`. */
export function triggersOf(shapes: Shapes, on: Yaml | undefined, name: string): Triggers {
  const fields: Field[] = []
  const inputs: YamlEntry[] = []
  for (const { key, keySpan, value } of eventsOf(shapes, on)) {
    switch (key) {
      case 'push':
        fields.push(['push', filterOf(shapes, key, value, ['branches', 'tags', 'paths'], name)])
        break
      case 'pull_request':
        fields.push(['pull_request', filterOf(shapes, key, value, ['branches', 'paths'], name)])
        break
      case 'schedule': {
        const times = shapes.items(value).flatMap((item) => scheduleOf(shapes, item, name))
        if (times.length > 0)
          fields.push(['schedule', times.length === 1 ? (times[0] ?? '') : writeList(times)])
        break
      }
      case 'workflow_dispatch':
        fields.push(['manual', 'true'])
        inputs.push(...inputsIn(shapes, value))
        break
      case 'workflow_call':
        inputs.push(...inputsIn(shapes, value))
        dropped(shapes, key, keySpan, 'Programs share components, by `import`.', name)
        break
      default:
        dropped(shapes, key, keySpan, 'Start the program by hand, or from what sends the event.', name)
    }
  }
  return { draft: fields.length > 0 ? { kind: 'trigger', name, fields } : undefined, inputs }
}

function inputsIn(shapes: Shapes, value: Yaml): readonly YamlEntry[] {
  const map = isEmpty(value) ? undefined : shapes.map(value, '`workflow_dispatch`')
  return map ? shapes.entries(member(map, 'inputs'), '`inputs`') : []
}

function scheduleOf(shapes: Shapes, item: Yaml, place: string): readonly string[] {
  const map = shapes.map(item, 'An entry of `schedule`')
  const cron = map && shapes.text(member(map, 'cron'), '`cron`')
  if (cron === undefined) return []
  for (const { key, keySpan } of map?.entries ?? []) {
    if (key !== 'cron')
      dropped(shapes, `schedule.${key}`, keySpan, 'Say it in `timezone` of the trigger.', place)
  }
  return [writeString(cron)]
}

function filterOf(
  shapes: Shapes,
  event: string,
  value: Yaml,
  known: readonly string[],
  place: string,
): string {
  if (isEmpty(value)) return 'true'
  const fields: Field[] = []
  for (const { key, keySpan, value: globs } of shapes.entries(value, `\`${event}\``)) {
    const texts = shapes.items(globs).flatMap((glob) => shapes.text(glob, `A glob of \`${key}\``) ?? [])
    if (known.includes(key) && texts.length > 0 && !texts.some((text) => text.startsWith('!'))) {
      fields.push([key, writeList(texts.map(writeString))])
    } else
      dropped(
        shapes,
        `${event}.${key}`,
        keySpan,
        'Name what does start it: `branches`, `tags`, `paths`.',
        place,
      )
  }
  return fields.length > 0 ? writeRecord(fields) : 'true'
}

function dropped(shapes: Shapes, trigger: string, span: Span, way: string, place: string): void {
  shapes.report.tell(importProblems.triggerDropped, { trigger, way }, { file: shapes.file, span }, place)
}

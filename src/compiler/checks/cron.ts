/** One of the five fields of a cron text. */
interface CronField {
  readonly name: string
  readonly min: number
  readonly max: number
  /** Names that stand for numbers from `min` on. */
  readonly names: readonly string[]
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const minute: CronField = { name: 'minute', min: 0, max: 59, names: [] }
const hour: CronField = { name: 'hour', min: 0, max: 23, names: [] }
const day: CronField = { name: 'day of the month', min: 1, max: 31, names: [] }
const month: CronField = { name: 'month', min: 1, max: 12, names: months }
const weekday: CronField = { name: 'day of the week', min: 0, max: 6, names: weekdays }

/** What is wrong with a cron text, in words; nothing when every engine reads it the same way and it comes some day. */
export function cronFault(text: string): string | undefined {
  const parts = text.trim().split(/\s+/)
  if (parts.length !== 5 || text.trim() === '') return `it has ${countOf(parts)}`
  const [minutes = '', hours = '', days = '', inMonths = '', onWeekdays = ''] = parts
  const faults = [
    faultIn(minutes, minute),
    faultIn(hours, hour),
    faultIn(days, day),
    faultIn(inMonths, month),
    faultIn(onWeekdays, weekday),
  ]
  return faults.find((fault) => fault !== undefined) ?? neverComes(days, inMonths, onWeekdays)
}

function countOf(parts: readonly string[]): string {
  if (parts[0] === '') return 'no fields'
  return parts[0]?.startsWith('@') ? `the word \`${parts[0]}\`` : `${parts.length} fields, not five`
}

function faultIn(text: string, field: CronField): string | undefined {
  for (const item of text.split(',')) {
    const fault = faultOfItem(item, field)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** `*`, `5`, `MON`, `1-5`, and each of them with `/2`. */
function faultOfItem(item: string, field: CronField): string | undefined {
  const [range = '', step, ...more] = item.split('/')
  if (more.length > 0 || step === '') return `\`${item}\` is no ${field.name}`
  if (step !== undefined && !/^[1-9]\d*$/.test(step)) return `\`${step}\` is no step`
  if (range === '*') return undefined
  const ends = range.split('-').map((end) => numberOf(end, field))
  if (ends.length > 2 || ends.includes(undefined)) {
    return `\`${item}\` is no ${field.name}, which goes from ${field.min} to ${field.max}`
  }
  const [from = 0, to = from] = ends
  return from > to ? `\`${item}\` ends before it begins` : undefined
}

function numberOf(text: string, { min, max, names }: CronField): number | undefined {
  const named = names.indexOf(text.toUpperCase())
  if (named >= 0) return named + min
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
  return number >= min && number <= max ? number : undefined
}

/** February has no 30th: with every day of the week allowed, such a date never comes. */
function neverComes(days: string, inMonths: string, onWeekdays: string): string | undefined {
  if (days === '*' || onWeekdays !== '*') return undefined
  const first = Math.min(...valuesOf(days, day))
  const comes = valuesOf(inMonths, month).some((number) => first <= (longest[number - 1] ?? 0))
  return comes ? undefined : 'no month that it names has such a day'
}

function valuesOf(text: string, field: CronField): readonly number[] {
  return text.split(',').flatMap((item) => {
    const [range = '', step] = item.split('/')
    const [from = field.min, to = step === undefined ? from : field.max] =
      range === '*'
        ? [field.min, field.max]
        : range.split('-').map((end) => numberOf(end, field) ?? field.min)
    const values: number[] = []
    for (let value = from; value <= to; value += Number(step ?? 1)) values.push(value)
    return values
  })
}

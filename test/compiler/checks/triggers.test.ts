import { describe, expect, it } from 'vitest'
import { cronFault } from '../../../src/compiler/checks/cron.ts'
import { expectErrors, expectValid } from '../harness.ts'

const step =
  'param rounds: int in 1..9 = 1\nparam kind: one_of("a", "b") = "a"\nstep go { run: "echo ${rounds} ${kind}" }\n'

describe('a trigger', () => {
  it('is plain values in the program', () => {
    const program = expectValid(
      `${step}trigger nightly { push: { branches: ["main"], paths: ["src/**"] }, pull_request: true,
  schedule: "0 2 * * MON-FRI", timezone: "Europe/Madrid", manual: true, run: [go], set: { rounds: 3, kind: "b" } }`,
    )
    expect(program.triggers).toEqual([
      {
        name: 'nightly',
        push: { branches: ['main'], tags: [], paths: ['src/**'] },
        pullRequest: { branches: [], tags: [], paths: [] },
        schedule: ['0 2 * * MON-FRI'],
        timezone: 'Europe/Madrid',
        manual: true,
        run: ['go'],
        set: { rounds: 3, kind: 'b' },
      },
    ])
  })

  it.each(['run: [go]', 'push: false', 'schedule: []'])('that nothing starts is a mistake: %s', (fields) => {
    expectErrors(`${step}trigger never { ${fields} }`, [
      { message: 'Nothing starts the trigger `never`.', at: 'never' },
    ])
  })

  it('has a zone that there is, for a schedule that it has', () => {
    expectErrors(`${step}trigger t { schedule: "0 2 * * *", timezone: "Europe/Madird" }`, [
      { message: 'There is no time zone `Europe/Madird`.', at: '"Europe/Madird"' },
    ])
    expectErrors(`${step}trigger t { schedule: "0 2 * * *", timezone: "+02:00" }`, [
      { message: 'There is no time zone `+02:00`.' },
    ])
    expectErrors(`${step}trigger t { manual: true, timezone: "UTC" }`, [
      { message: 'The trigger `t` has a time zone and no schedule.', at: 'timezone' },
    ])
  })

  it('sets params to what they take', () => {
    expectErrors(`${step}trigger t { manual: true, set: { round: 2 } }`, [
      { message: 'The program has no param `round`.', at: 'round', hint: 'Did you mean `rounds`?' },
    ])
    expectErrors(`${step}trigger t { manual: true, set: { go: 2 } }`, [
      { message: 'The program has no param `go`.', at: 'go' },
    ])
    expectErrors(`${step}trigger t { manual: true, set: { rounds: 10 } }`, [
      { message: 'The param `rounds` must be a whole number from 1 to 9, and it is 10.', at: '10' },
    ])
    expectErrors(`${step}trigger t { manual: true, set: { kind: "c" } }`, [
      { message: 'The param `kind` must be "a" or "b", and it is "c".', at: '"c"' },
    ])
    expectErrors(`${step}trigger t { manual: true, set: { rounds: rounds } }`, [
      {
        message:
          '`set` must be known when the file is checked; `rounds` is known only when a run is planned.',
      },
    ])
  })

  it('runs nodes', () => {
    expectErrors(`${step}trigger t { manual: true, run: [rounds] }`, [
      { message: 'Each item of `run` must be the name of a node, and it is a whole number.' },
    ])
  })

  it('is no value', () => {
    expectErrors(`${step}trigger t { manual: true }\nstep s { run: "echo \${t}" }`, [
      { message: "The trigger `t` can't be used as a value." },
    ])
  })
})

describe('a schedule', () => {
  it.each([
    '* * * * *',
    '0 2 * * 1',
    '*/15 0-6 1,15 * *',
    '0 0 * JAN-MAR sun',
    '0 0 29 2 *',
    '5-59/10 * * * *',
    '0 0 30 2 1',
  ])('may be %s', (text) => expect(cronFault(text)).toBeUndefined())

  it.each([
    ['', 'it has no fields'],
    ['0 2 * *', 'it has 4 fields, not five'],
    ['@daily', 'it has the word `@daily`'],
    ['60 * * * *', '`60` is no minute, which goes from 0 to 59'],
    ['* 24 * * *', '`24` is no hour, which goes from 0 to 23'],
    ['* * 0 * *', '`0` is no day of the month, which goes from 1 to 31'],
    ['* * * 13 *', '`13` is no month, which goes from 1 to 12'],
    ['* * * * 7', '`7` is no day of the week, which goes from 0 to 6'],
    ['* * * * FRE', '`FRE` is no day of the week, which goes from 0 to 6'],
    ['5-1 * * * *', '`5-1` ends before it begins'],
    ['*/0 * * * *', '`0` is no step'],
    ['1/2/3 * * * *', '`1/2/3` is no minute'],
    ['1,, * * * *', '`` is no minute, which goes from 0 to 59'],
    ['0 0 30 2 *', 'no month that it names has such a day'],
    ['0 0 31 4,6 *', 'no month that it names has such a day'],
  ])('is not %s', (text, fault) => expect(cronFault(text)).toBe(fault))
})

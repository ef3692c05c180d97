import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { sweepProblems } from '../../base/diagnostics/sweep-problems.ts'
import type { Context, Elaborated } from '../elaborate/context.ts'
import { fieldOf } from '../elaborate/fields.ts'
import { knownValue, type Term } from '../elaborate/term.ts'
import { joinAxes, meets, noAxes } from '../sweeps/axes.ts'
import { perTrial } from '../sweeps/nodes-read.ts'
import type { CheckedProgram, Rule } from './rule.ts'
import { partsOf } from './terms.ts'

type Report = Parameters<Rule>[1]

/** A sweep has a purpose, and what it varies reaches what it reads. */
export const sweepObjectives: Rule = (program, report) => {
  for (const part of program.elaborated.values()) {
    if (!part.sweep || isBroken(part)) continue
    const objectives = ['maximize', 'minimize'].flatMap((name) => givenValue(part, name) ?? [])
    if (objectives.length > 1) {
      report(diagnose(sweepProblems.twoObjectives, {}, part.keys.get('minimize')))
    } else if (objectives.length === 0) {
      if (namesIn(part.given.get('collect')).length === 0) {
        report(diagnose(sweepProblems.noPurpose, {}, part.declared.location))
        continue
      }
      reportStrayHelpers(program.context, part, report)
    }
    // What is broken may be what a param was to reach.
    if (![...program.elaborated.values()].some(isBroken)) checkReach(program, part, objectives[0], report)
  }
}

function isBroken({ given, value }: Elaborated): boolean {
  return value?.broken === true || [...given.values()].some((term) => term.broken)
}

function givenValue({ given }: Elaborated, name: string): Term | undefined {
  const term = given.get(name)
  return term && knownValue(term) !== null ? term : undefined
}

function namesIn(record: Term | undefined): readonly string[] {
  return record?.type.type === 'record' ? Object.keys(record.type.fields) : []
}

/** What compares trials while a sweep only collects. */
function reportStrayHelpers(context: Context, part: Elaborated, report: Report): void {
  const { signature } = part
  for (const name of ['strategy', 'prune', 'stop']) {
    const term = signature && fieldOf(context, part, signature, name)
    if (!term || knownValue(term) === null) continue
    for (const { structure, location } of [term, ...partsOf(term)]) {
      if (structure?.kind !== 'component') continue
      const isPruner = structure.signature.is === 'pruner'
      if (!isPruner && structure.signature.traits.get('objective') !== 'required') continue
      report(diagnose(sweepProblems.needsObjective, { what: structure.signature.name }, location))
    }
  }
}

/** The objective differs from trial to trial, and every swept param makes something differ. */
function checkReach(
  { elaborated }: CheckedProgram,
  part: Elaborated,
  objective: Term | undefined,
  report: Report,
): void {
  const over = part.given.get('over')
  const names = namesIn(over)
  const judged = objective ?? part.given.get('collect')
  if (names.length > 0 && judged && !meets(judged.axes, new Set(names))) {
    const parameters = { sweep: part.declared.name, params: names }
    report(diagnose(sweepProblems.unreachedObjective, parameters, judged.location))
    return
  }
  let reached = noAxes
  for (const [name, term] of part.given) if (perTrial.has(name)) reached = joinAxes(reached, term.axes)
  const keys = over?.structure?.kind === 'record' ? over.structure.keys : undefined
  for (const name of names) {
    if (reached.includes(name)) continue
    const reaches = [...elaborated.values()].flatMap(({ declared, axes, sweep }) =>
      axes.includes(name) && !sweep ? [declared.name] : [],
    )
    const parameters = { sweep: part.declared.name, name, reaches }
    report(diagnose(sweepProblems.unreachedParam, parameters, keys?.get(name)))
  }
}

import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { Location } from '../../base/source.ts'
import type { Rule } from './rule.ts'

const goodVariable = /^[A-Za-z_][A-Za-z0-9_]*$/
const goodName = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** Names are lower-case words joined by `_`: they become ids of jobs, tasks and pods. So do the names of outputs. */
export const names: Rule = ({ elaborated }, report) => {
  for (const { declared, outputs, keys, given } of elaborated.values()) {
    check(declared.name, declared.location)
    const env = given.get('env')?.structure
    if (env?.kind === 'record') for (const name of env.fields.keys()) checkVariable(name, env.keys?.get(name))
    const place = keys.get('metrics') ?? keys.get('outputs')
    if (place) for (const name of outputs.keys()) check(name, place)
  }

  function checkVariable(name: string, location: Location | undefined): void {
    if (!goodVariable.test(name)) report(diagnose(nameProblems.badVariable, { name }, location))
  }

  function check(name: string, location: Location): void {
    if (goodName.test(name)) return
    const better = betterName(name)
    report(diagnose(nameProblems.badName, { name, better }, location))
  }
}

/** `myModel` and `My-Model` as `my_model`, when that makes a name. */
function betterName(name: string): string | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const better = words.join('_')
  return goodName.test(better) ? better : undefined
}

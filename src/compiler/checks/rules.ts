import { candidates } from './candidates.ts'
import { columns } from './columns.ts'
import { comparisons } from './comparisons.ts'
import { coneEffects } from './cone-effects.ts'
import { cycles } from './cycles.ts'
import { emptyProgram } from './empty-program.ts'
import { environments } from './environments.ts'
import { experiments } from './experiments.ts'
import { fanOuts } from './fan-outs.ts'
import { features } from './features.ts'
import { keptState } from './kept-state.ts'
import { leaks } from './leaks.ts'
import { names } from './names.ts'
import { outputPaths } from './output-paths.ts'
import { phases } from './phases.ts'
import { positive } from './positive.ts'
import { projectFiles } from './project-files.ts'
import { rollouts } from './rollouts.ts'
import type { Rule } from './rule.ts'
import { runFacts } from './run-facts.ts'
import { shapes } from './shapes.ts'
import { shares } from './shares.ts'
import { signals } from './signals.ts'
import { sweepObjectives } from './sweep-objectives.ts'
import { sweepSpaces } from './sweep-spaces.ts'
import { targetSettings } from './target-settings.ts'
import { targets } from './targets.ts'
import { tasks } from './tasks.ts'
import { trainings } from './trainings.ts'
import { triggers } from './triggers.ts'
import { untunedReads } from './untuned-reads.ts'
import { unused } from './unused.ts'
import { unusedImports } from './unused-imports.ts'
import { wholeTrials } from './whole-trials.ts'

/** Every rule, in the order in which problems of one place read best. */
export const rules: readonly Rule[] = [
  names,
  cycles,
  phases,
  shapes,
  columns,
  features,
  positive,
  shares,
  tasks,
  trainings,
  targets,
  signals,
  candidates,
  sweepSpaces,
  sweepObjectives,
  coneEffects,
  untunedReads,
  wholeTrials,
  fanOuts,
  comparisons,
  rollouts,
  experiments,
  environments,
  triggers,
  targetSettings,
  keptState,
  leaks,
  outputPaths,
  projectFiles,
  runFacts,
  unused,
  unusedImports,
  emptyProgram,
]

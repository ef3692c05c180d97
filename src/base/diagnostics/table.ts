import { dataProblems } from './data-problems.ts'
import { datasetProblems } from './dataset-problems.ts'
import { deliveryProblems } from './delivery-problems.ts'
import type { Problem } from './diagnostic.ts'
import { evaluationProblems } from './evaluation-problems.ts'
import { importProblems } from './import-problems.ts'
import { leakProblems } from './leak-problems.ts'
import { learningProblems } from './learning-problems.ts'
import { metricProblems } from './metric-problems.ts'
import { moduleProblems } from './module-problems.ts'
import { nameProblems } from './name-problems.ts'
import { runProblems } from './run-problems.ts'
import { storeProblems } from './store-problems.ts'
import { sweepProblems } from './sweep-problems.ts'
import { syntaxProblems } from './syntax-problems.ts'
import { typeProblems } from './type-problems.ts'
import { usageProblems } from './usage-problems.ts'

/** Every problem that a user can be told about, by area: the code's first digit. */
export const problemTable: Readonly<Record<string, Readonly<Record<string, Problem<never>>>>> = {
  syntax: syntaxProblems,
  names: nameProblems,
  modules: moduleProblems,
  sweeps: sweepProblems,
  types: typeProblems,
  delivery: deliveryProblems,
  leaks: leakProblems,
  data: dataProblems,
  datasets: datasetProblems,
  run: runProblems,
  store: storeProblems,
  learning: learningProblems,
  metrics: metricProblems,
  usage: usageProblems,
  import: importProblems,
  evaluation: evaluationProblems,
}

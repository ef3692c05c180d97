/** When a value is known: in the text, when a run is planned, when upstream nodes are done, inside a running node. */
export type Phase = 'constant' | 'planned' | 'result' | 'signal'

/** Later is larger; joining takes the larger. */
export const phaseOrder: Readonly<Record<Phase, number>> = { constant: 0, planned: 1, result: 2, signal: 3 }

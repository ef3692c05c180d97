/** What the last run of a program came to, as far as an editor shows it. */
export interface LastRun {
  readonly id: string
  /** In words: `2 minutes ago`. */
  readonly when: string
  readonly status: string
  /** By node, then by name: `val.loss`. */
  readonly metrics: ReadonlyMap<string, { readonly [name: string]: number }>
  /** By node: `succeeded`, `cached`, `failed`. */
  readonly statuses: ReadonlyMap<string, string>
}

/**
 * Looks up the last run of a program in its project's store; `undefined` when there is none. Handed in by whoever
 * starts the server, for the store is none of this room's business.
 */
export type LastRunFinder = (root: string, file: string) => Promise<LastRun | undefined>

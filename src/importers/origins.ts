/** What a file can be imported from. */
export const origins = ['dvc', 'github'] as const

/** One of them. */
export type Origin = (typeof origins)[number]

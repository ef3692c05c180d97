/** A small program with one mistake in it, and what must be said of it. */
export interface Mistake {
  readonly name: string
  /** The program; `▸` stands before the place that must be pointed at, here or in one of the other files. */
  readonly program: string
  readonly code: string
  /** What the hint must say. */
  readonly hint: RegExp
  readonly severity?: 'warning'
  /** Other files of the project. */
  readonly files?: Readonly<Record<string, string>>
}

/** Two moons in three parts: what many of the programs start with. */
export const moons = 'dataset moons { source: two_moons(), split: hash(train: 70%, val: 15%, test: 15%) }'

/** A table with an id, so that datasets can share a key. */
export const points = 'id,x,y,label\n1,0.5,0.25,0\n2,0.125,0.75,1\n'

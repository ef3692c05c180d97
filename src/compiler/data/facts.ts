/** What a column holds; `missing`: some of its values are absent. */
export interface Column {
  readonly name: string
  /** `unknown`: a sample showed no value of it. */
  readonly type: 'int' | 'float' | 'bool' | 'string' | 'unknown'
  readonly missing: boolean
}

/** Predicting classes, or numbers. */
export type Task = 'classification' | 'regression'

/** What is known of rows: absent members are not known before the run. */
export interface DataFacts {
  readonly kind: 'data'
  /** The declaration that makes them, as a person would name it: `moons`, `moons.train`. */
  readonly origin: string
  /** The dataset node; absent for what a command wrote. */
  readonly dataset?: string
  readonly part?: string
  readonly columns?: readonly Column[]
  /** The columns are those that a program declares of rows that do not exist yet: there may be more. */
  readonly partial?: true
  readonly target?: string
  /** False: it is known that there is no target. */
  readonly hasTarget?: boolean
  readonly task?: Task
}

/** What is known of a trained model. */
export interface ModelFacts {
  readonly kind: 'model'
  readonly trainedOn: DataFacts
}

export type Facts = DataFacts | ModelFacts

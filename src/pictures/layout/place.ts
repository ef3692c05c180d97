import type { Link } from '../graph.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle; x and y are its upper left corner. */
export interface Place extends Size {
  readonly x: number
  readonly y: number
}

/** A link with its way; of a link that reads several parts of a dataset there is one for each part. */
export interface Route {
  readonly link: Link
  readonly part?: string
  readonly points: readonly Point[]
}

/** Where everything is drawn. */
export interface Layout extends Size {
  readonly direction: Direction
  readonly boxes: ReadonlyMap<string, Place>
  readonly frames: ReadonlyMap<string, Place>
  readonly routes: readonly Route[]
}

export type Direction = 'down' | 'right'

import type { Key } from 'ink'

/** What a key asks for. */
export type Command =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'left'
  | 'right'
  | 'switch'
  | 'open'
  | 'close'
  | 'follow'
  | 'fold'
  | 'help'
  | 'redraw'
  | 'quit'
  /** A key without a meaning of its own: it only closes the help. */
  | 'other'

const characters: Readonly<Record<string, Command>> = {
  k: 'up',
  j: 'down',
  h: 'left',
  l: 'right',
  g: 'first',
  G: 'last',
  f: 'follow',
  a: 'fold',
  '?': 'help',
  ' ': 'open',
  q: 'quit',
}

const specials: readonly (readonly [keyof Key, Command])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'first'],
  ['end', 'last'],
  ['tab', 'switch'],
  ['return', 'open'],
  ['escape', 'close'],
]

const controls: Readonly<Record<string, Command>> = {
  c: 'quit',
  l: 'redraw',
  u: 'page-up',
  d: 'page-down',
  b: 'page-up',
}

/**
 * The commands of a key press as Ink reports it. Keys that are pressed in quick succession, or held down, may come as one
 * text.
 */
export function commandsOf(input: string, key: Key): readonly Command[] {
  if (key.ctrl) return [controls[input] ?? 'other']
  const special = specials.find(([name]) => key[name] === true)
  return special ? [special[1]] : [...input].map((character) => characters[character] ?? 'other')
}

/** The keys in the order in which help explains them. */
export const keyHelp: readonly (readonly [string, string])[] = [
  ['↑ ↓  j k', 'move; scroll the details when they have the focus'],
  ['← →  tab', 'go to the graph, to the details'],
  ['pgup pgdn g G', 'move by a page, to the first, to the last'],
  ['enter space', 'open a node or a group; again to go back'],
  ['f', 'follow what is running'],
  ['a', 'show all nodes, or fold what is done or waiting'],
  ['esc', 'back'],
  ['ctrl-l', 'draw the screen anew'],
  ['q  ctrl-c', 'cancel the run; a second time: at once'],
]

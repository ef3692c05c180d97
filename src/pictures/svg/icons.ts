/** Line drawings on a field of 18 by 18, one a kind: what a node is, without words. */
const icons: Readonly<Record<string, string>> = {
  dataset:
    'M3 5.2C3 3.7 5.7 2.5 9 2.5s6 1.2 6 2.7-2.7 2.7-6 2.7-6-1.2-6-2.7zv7.6c0 1.5 2.7 2.7 6 2.7s6-1.2 6-2.7V5.2M3 9c0 1.5 2.7 2.7 6 2.7S15 10.5 15 9',
  train: 'M2.5 2.5v13h13M5 5.5c1 5 3.5 6.6 9.5 7',
  evaluate: 'M2.5 13a6.5 6.5 0 1 1 13 0M9 13l3.2-4.6M5 15.5h8',
  score:
    'M5.5 3h7v4.5a3.5 3.5 0 0 1-7 0zM5.5 4.5h-3c0 2.5 1 3.7 3.2 3.7M12.5 4.5h3c0 2.5-1 3.7-3.2 3.7M9 11v3M6 15.5h6',
  step: 'M3.5 5l4 4-4 4M9.5 13.5h5',
  notify: 'M4.5 12.5V8a4.5 4.5 0 0 1 9 0v4.5l1.5 1H3zM7.5 15.5h3',
  sweep:
    'M2.5 5h4M10.5 5h5M2.5 13h6M12.5 13h3M6.5 5a2 2 0 1 0 4 0 2 2 0 1 0-4 0M8.5 13a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  compare:
    'M9 3v12M5.5 15.5h7M3 5h12M1.8 10.5l2.2-5.5 2.2 5.5a2.3 2.3 0 0 1-4.4 0zM11.8 10.5l2.2-5.5 2.2 5.5a2.3 2.3 0 0 1-4.4 0z',
  register: 'M2.5 3h6l7 7-5.5 5.5-7.5-7zM5.7 6.2h.1',
  deploy: 'M5 14.5a3.5 3.5 0 0 1 0-7 4.5 4.5 0 0 1 8.5 1 3 3 0 0 1-.5 6M9 15.5v-6M6.8 11.5L9 9.3l2.2 2.2',
  experiment: 'M7 2.5h4M7.8 2.5v4.5l-4.3 7a1 1 0 0 0 .9 1.5h9.2a1 1 0 0 0 .9-1.5l-4.3-7V2.5M5.8 11h6.4',
  several: 'M2.5 6l6.5-3.5L15.5 6 9 9.5zM2.5 9.3L9 12.8l6.5-3.5M2.5 12.5L9 16l6.5-3.5',
}

/** Signs on a field of 8 by 8: how a node ended. */
const glyphs: Readonly<Record<string, string>> = {
  succeeded: 'M1 4.3l2.2 2.2L7 1.8',
  cached: 'M1 2.8h6M1 5.5h6',
  failed: 'M1.5 1.5l5 5M6.5 1.5l-5 5',
  skipped: 'M1 4h6',
}

/** The drawing of a kind; kinds that a newer compiler adds look like `several` until they have one. */
export function iconOf(kind: string): string {
  return icons[kind] ?? icons.several ?? ''
}

export function glyphOf(status: string): string {
  return glyphs[status] ?? ''
}

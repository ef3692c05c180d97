/** The colours of a theme: for each kind its surface and its line, and what all share. */
export interface Palette {
  readonly page: string
  readonly text: string
  readonly muted: string
  readonly link: string
  readonly order: string
  readonly frame: string
  readonly frameLine: string
  readonly pillText: string
  readonly kinds: Readonly<Record<string, readonly [surface: string, line: string]>>
  readonly states: Readonly<Record<string, string>>
}

export const light: Palette = {
  page: '#ffffff',
  text: '#1b2330',
  muted: '#5a6678',
  link: '#7b8798',
  order: '#a3acb9',
  frame: '#f6f8fb',
  frameLine: '#cfd7e2',
  pillText: '#ffffff',
  kinds: {
    dataset: ['#e8f1fd', '#2f6fc4'],
    train: ['#f1ebfd', '#7650c8'],
    evaluate: ['#e2f5f2', '#15857a'],
    score: ['#fdf3d8', '#a8730a'],
    step: ['#eef1f5', '#566579'],
    notify: ['#fdeaf2', '#bd3f7b'],
    sweep: ['#fdeee2', '#bf5a22'],
    compare: ['#e9ecfd', '#4554c4'],
    register: ['#e7f5e5', '#367f30'],
    deploy: ['#e0f4fb', '#14799c'],
    experiment: ['#f8e8fb', '#9b36ae'],
    several: ['#f3f4f6', '#626e7d'],
  },
  states: { succeeded: '#1a7f37', cached: '#2374a8', failed: '#c9212d', skipped: '#7a8492' },
}

export const dark: Palette = {
  page: '#0f141b',
  text: '#e7ecf3',
  muted: '#9aa7b8',
  link: '#7d8a9c',
  order: '#5b6778',
  frame: '#151c25',
  frameLine: '#303b49',
  pillText: '#ffffff',
  kinds: {
    dataset: ['#14263f', '#6ca6f2'],
    train: ['#241c40', '#a98af0'],
    evaluate: ['#0f2e2b', '#4cc2b4'],
    score: ['#33270c', '#e0b04a'],
    step: ['#1d2632', '#94a4b8'],
    notify: ['#381a2a', '#ef86b5'],
    sweep: ['#381f10', '#f0965c'],
    compare: ['#1b2048', '#919df5'],
    register: ['#172d15', '#79c470'],
    deploy: ['#0d2b37', '#55bde0'],
    experiment: ['#311738', '#da85ea'],
    several: ['#1f252d', '#97a2b1'],
  },
  states: { succeeded: '#238636', cached: '#2f7fb8', failed: '#d63a45', skipped: '#5d6876' },
}

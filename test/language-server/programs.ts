import { type Answer, Client, marked } from './client.ts'

/** Rows for programs that read columns. */
const table = ['species,bill_length,sex', 'Adelie,39.1,male', 'Gentoo,NA,female', ''].join('\n')

/** A program with one of most things; tests change a part of it. */
export const program = `## Tells species apart.
pipeline birds { edition: "2026", seed: 42 }

## How fast it learns.
param lr: float in 1e-5..1 = 1e-2
let widths = [16, 32]
secret hook = env("HOOK")

dataset rows {
  source: csv("data/rows.csv")
  target: "species"
  split: stratified(train: 60%, val: 20%, test: 20%, by: "species")
  transform: [impute(with: "median"), one_hot()]
}

regulation patience { observe: val.loss, limit: improves(patience: 10 epochs), respond: stop() }

train fit {
  model: mlp(hidden: widths)
  data: rows.train
  validate: rows.val
  optimizer: adam(lr: lr)
  epochs: 60
  regulate: [patience]
}

evaluate judged { model: fit.model, data: rows.val, metrics: { accuracy: accuracy(), loss: log_loss() } }

step report {
  run: "echo \${judged.accuracy} > \${outputs.report}"
  outputs: { report: file("out/report.txt") }
  env: { HOOK: hook }
}
`

/** A server with the program open and checked. */
export async function birds(files: Readonly<Record<string, string>> = {}): Promise<Birds> {
  const client = new Client({ 'data/rows.csv': table, 'birds.pipe': program, ...files })
  await client.start()
  client.open('birds.pipe', program)
  await client.diagnostics('birds.pipe', 1)
  return new Birds(client)
}

/** Questions about the program when a part of it is another: with the cursor at `‸`. */
export class Birds {
  readonly client: Client
  private version = 1

  constructor(client: Client) {
    this.client = client
  }

  /** Puts a part of the program, or all of it, in the place of another. */
  write(part: string, replacement: string): { readonly position: object; readonly text: string } {
    if (!program.includes(part)) throw new Error(`the program has no ${part}`)
    const { text, position } = marked(program.replace(part, () => replacement))
    this.client.change('birds.pipe', ++this.version, { text })
    return { text, position }
  }

  /** Asks at the cursor. */
  async ask(method: string, part: string, replacement: string, more: object = {}): Promise<Answer> {
    const { position } = this.write(part, replacement)
    return this.request(method, { position, ...more })
  }

  /** Asks about the program as it stands. */
  request(method: string, more: object = {}): Promise<Answer> {
    const textDocument = { uri: this.client.uri('birds.pipe') }
    return this.client.request(`textDocument/${method}`, { textDocument, ...more })
  }

  /** The labels that are offered at the cursor. */
  async labels(part: string, replacement: string): Promise<readonly string[]> {
    const items: Answer[] = await this.ask('completion', part, replacement)
    return items.map(({ label }) => label)
  }

  /** The text after the completion with a label has been taken. */
  async taken(part: string, replacement: string, label: string): Promise<string> {
    const { text, position } = this.write(part, replacement)
    const items: Answer[] = await this.request('completion', { position })
    const item = items.find((candidate) => candidate.label === label)
    if (!item) throw new Error(`no ${label} among ${items.map((candidate) => candidate.label).join(', ')}`)
    return edited(text, [item.textEdit])
  }

  /** The words of a hover. */
  async hover(part: string, replacement: string): Promise<string | undefined> {
    return (await this.ask('hover', part, replacement))?.contents.value
  }

  problems(): Promise<Answer[]> {
    return this.client.diagnostics('birds.pipe', this.version)
  }
}

/** A text with edits of the protocol made. */
export function edited(text: string, edits: readonly Answer[]): string {
  const lines = text.split('\n')
  const offset = ({ line, character }: Answer) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((done, { range, newText }) => {
      return done.slice(0, offset(range.start)) + newText + done.slice(offset(range.end))
    }, text)
}

/** What stands at ranges of a text. */
export function textsAt(text: string, ranges: readonly Answer[]): readonly string[] {
  const lines = text.split('\n')
  return ranges.map(({ start, end }) => lines[start.line]?.slice(start.character, end.character) ?? '')
}

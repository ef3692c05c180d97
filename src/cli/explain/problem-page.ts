import { type Block, readBlocks } from '../markdown.ts'

/** A program of a page with the files around it, and the commands that show what is meant, where checking does not. */
export interface PageProgram {
  readonly text: string
  readonly files: Readonly<Record<string, string>>
  readonly commands: string | undefined
}

/** A page of `docs/problems/`, taken apart. */
export interface ProblemPage {
  readonly title: string
  readonly sections: readonly string[]
  readonly introduction: string
  readonly wrong: PageProgram | undefined
  readonly right: PageProgram | undefined
  readonly when: string
  readonly why: string
}

/** Reads a page in its one form: a title, what it means, then `## Wrong` and `## Right`, or `## When`; `## Why`. */
export function readPage(markdown: string): ProblemPage {
  const [first, ...rest] = readBlocks(markdown)
  const sections = new Map<string, Block[]>([['', []]])
  let current = sections.get('') ?? []
  for (const block of rest) {
    if (block.kind === 'heading') {
      current = []
      sections.set(block.text, current)
    } else current.push(block)
  }
  const wrong = sections.get('Wrong')
  const right = sections.get('Right')
  return {
    title: first?.kind === 'heading' && first.level === 1 ? first.text : '',
    sections: [...sections.keys()].slice(1),
    introduction: proseOf(sections.get('')),
    wrong: wrong && programOf(wrong, []),
    // The files around the wrong program are around the right one too, unless it brings its own.
    right: right && programOf(right, wrong ?? []),
    when: proseOf(sections.get('When')),
    why: proseOf(sections.get('Why')),
  }
}

function proseOf(blocks: readonly Block[] = []): string {
  return blocks.flatMap((block) => (block.kind === 'code' ? [] : [block.text])).join('\n')
}

function programOf(own: readonly Block[], around: readonly Block[]): PageProgram {
  const files: Record<string, string> = {}
  for (const block of [...around, ...own]) {
    const name = block.kind === 'code' ? /^file:(\S+)$/.exec(block.info)?.[1] : undefined
    if (name !== undefined && block.kind === 'code') files[name] = block.text
  }
  const codes = own.filter((block) => block.kind === 'code')
  const programs = codes.filter(({ info }) => info === 'pipe')
  const [program] = programs
  const commands = codes.find(({ info }) => info === 'sh')?.text
  // What is wrong with an import is in files of others, and there is no program yet.
  const isWithout = programs.length === 0 && commands !== undefined
  if (programs.length !== 1 && !isWithout) throw new Error(`${programs.length} programs where one is wanted`)
  return { text: program?.text ?? '', files, commands }
}

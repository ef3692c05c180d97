import { type Paint, painter } from '../base/diagnostics/ansi.ts'
import { type Block, readBlocks } from './markdown.ts'

/** Columns of a comfortable line of prose. */
const comfortable = 90

export interface PageStyle {
  readonly color: boolean
  readonly width: number
}

/** What is shown instead of a block of code, where a page knows better. */
export type CodeView = (
  block: Block & { readonly kind: 'code' },
  paint: Paint,
) => readonly string[] | undefined

/** A page for the terminal: prose wrapped, names in colour, code in a frame with line numbers. */
export function renderPage(markdown: string, style: PageStyle, view?: CodeView): string {
  const paint = painter(style.color)
  const width = Math.max(20, Math.min(style.width, comfortable))
  const blocks = readBlocks(markdown)
  const texts = blocks.map((block, index) => {
    const text = renderBlock(block, paint, width, view).join('\n')
    // Items of one list stand together, and so do a list and the line that announces it.
    const tight = block.kind === 'item' && (index === 0 || blocks[index - 1]?.kind !== 'code')
    return `${index === 0 ? '' : tight && blocks[index - 1]?.kind === 'item' ? '\n' : '\n\n'}${text}`
  })
  return `${texts.join('')}\n`
}

function renderBlock(
  block: Block,
  paint: Paint,
  width: number,
  view: CodeView | undefined,
): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [paint('bold', plain(block.text))]
    case 'paragraph':
      return wrapped(plain(block.text), width - 2).map((line) => `  ${inline(line, paint)}`)
    case 'item':
      return wrapped(plain(block.text), width - 4).map(
        (line, index) => `  ${index === 0 ? '-' : ' '} ${inline(line, paint)}`,
      )
    default:
      return view?.(block, paint) ?? framed(block, paint)
  }
}

/** Code with the numbers of its lines; a file and what is typed say what they are. */
function framed({ info, text }: Block & { readonly kind: 'code' }, paint: Paint): readonly string[] {
  const lines = text.replace(/\n$/, '').split('\n')
  if (info === 'sh') return lines.map((line) => `  ${paint('blue', '$')} ${line}`)
  const gutter = String(lines.length).length
  const name = /^file:(.*)$/.exec(info)?.[1]
  return [
    ...(name === undefined ? [] : [`  ${' '.repeat(gutter)}${paint('blue', '-->')} ${name}`]),
    ...lines.map((line, index) =>
      `  ${paint('blue', `${String(index + 1).padStart(gutter)} |`)} ${line}`.trimEnd(),
    ),
  ]
}

/** Breaks prose at spaces; a name in backquotes may be longer than a line and is never cut. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.match(/(?:`[^`]*`|[^\s`])+|`/g) ?? []) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length > width && line !== '') {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** Without the marks of Markdown, which the terminal shows by colour. */
function plain(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/\*([^*]+)\*/g, '$1')
}

function inline(line: string, paint: Paint): string {
  return line.replace(/`([^`]+)`/g, (whole, name: string) => {
    const painted = paint('cyan', name)
    return painted === name ? whole : painted
  })
}

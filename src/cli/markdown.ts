/** A piece of a page: the small part of Markdown that our pages are written in. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'code'; readonly info: string; readonly text: string }

/** Fenced code, or a heading, or a list item or paragraph with the lines that go on with it. */
const block = /^(`{3,})(.*)\n([\s\S]*?)^\1$|^(#+) (.*)$|^(- )?(\S.*(?:\n(?!`{3}|#+ |- |[ \t]*$).+)*)/gm

/** Reads a page as headings, paragraphs, list items and code. */
export function readBlocks(markdown: string): readonly Block[] {
  return [...markdown.matchAll(block)].map(
    ([, fence, info = '', code = '', hashes, title = '', bullet, words = '']) => {
      if (fence) return { kind: 'code', info: info.trim(), text: code }
      if (hashes) return { kind: 'heading', level: hashes.length, text: title.trim() }
      return { kind: bullet ? 'item' : 'paragraph', text: words.replace(/\s*\n\s*/g, ' ') }
    },
  )
}

import {
  type CompletionItem,
  type CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type Range,
} from 'vscode-languageserver'

/** What is offered, before it is put in the words of the protocol. */
export interface Offer {
  readonly label: string
  readonly kind: CompletionItemKind
  /** Its type or the like, beside the label. */
  readonly detail?: string
  /** Markdown. */
  readonly doc?: string
  /** What is written, in the notation of snippets; the label when absent. */
  readonly snippet?: string
  /** Smaller comes first. */
  readonly rank: number
}

/** How an answer is written. */
export interface ItemStyle {
  readonly range: Range
  /** The client can fill in snippets. */
  readonly snippets: boolean
}

/** An offer as the protocol says it. */
export function itemOf(offer: Offer, { range, snippets }: ItemStyle): CompletionItem {
  const { label, kind, detail, doc, snippet, rank } = offer
  const isSnippet = snippet !== undefined && snippets
  return {
    label,
    kind,
    ...(detail !== undefined && { detail }),
    ...(doc !== undefined && { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    sortText: `${rank} ${label}`,
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: isSnippet ? snippet : plainText(snippet ?? label) },
  }
}

/** A snippet without its places. */
function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([$}\\])/g, '$1')
}

/** Text that stands for itself in a snippet. */
export function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&')
}

import { at, type DiagnosticExtras, rewrite } from '../base/diagnostics/diagnostic.ts'
import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import { unwind } from './brackets.ts'
import { Character, classOf } from './characters.ts'
import type { Frame } from './frames.ts'
import type { Scanner } from './scanner.ts'
import { closingIndentation, resolveEscapes, stripIndentation } from './text-block.ts'
import { Chunk, Close, Hole, Open, Text } from './tokens.ts'

const quote = 34
const backslash = 92
const dollar = 36
const brace = 123
const newline = 10

/** What prose that is read as code gives. */
const codeNoise = [
  syntaxProblems.foreignSymbol,
  syntaxProblems.foreignOperator,
  syntaxProblems.foreignComment,
  syntaxProblems.unknownUnit,
  syntaxProblems.wrongQuotes,
  syntaxProblems.strangeCharacter,
  syntaxProblems.strangeLetter,
]

/** Reads a string at its opening quote: one token, or its opening when it has holes. */
export function lexString(scanner: Scanner): void {
  const { text, at: start } = scanner
  const opener = text.startsWith('"""', start) ? '"""' : '"'
  const content = start + opener.length
  const end = endOfText(scanner, opener, content)
  if (isHole(text, end)) {
    scanner.push(Open, start, content, opener)
    const frame: Frame = { opener, start, lineStart: scanner.lineStart, chunks: [] }
    scanner.frames.push(frame)
    openHole(scanner, frame, content, end)
    return
  }
  const closed = isClosed(text, end, opener)
  const stop = closed ? end + opener.length : end
  const raw = text.slice(content, end)
  scanner.at = stop
  const value = opener === '"' ? meaning(scanner, raw, content) : blockMeaning(raw)
  const token = scanner.push(Text, start, stop, opener, value)
  if (!closed) reportUnclosed(scanner, opener, token.startOffset, stop)
}

/** Goes on with the text after a hole. */
export function continueText(scanner: Scanner): void {
  const frame = scanner.frames.top
  if (!frame || (frame.opener !== '"' && frame.opener !== '"""')) return
  const { text, at: start } = scanner
  const { opener } = frame
  const end = endOfText(scanner, opener, start)
  if (isHole(text, end)) {
    openHole(scanner, frame, start, end)
    return
  }
  pushChunk(scanner, frame, start, end)
  const closed = isClosed(text, end, opener)
  const stop = closed ? end + opener.length : end
  scanner.frames.pop()
  scanner.push(Close, end, stop, opener)
  scanner.at = stop
  if (opener === '"""') resolveBlock(frame, end)
  if (!closed) reportUnclosed(scanner, opener, frame.start, stop)
}

function openHole(scanner: Scanner, frame: Frame, start: number, end: number): void {
  pushChunk(scanner, frame, start, end)
  scanner.push(Hole, end, end + 2, '${')
  scanner.frames.push({ opener: '${', start: end, lineStart: scanner.lineStart, chunks: [] })
  scanner.at = end + 2
}

function pushChunk(scanner: Scanner, frame: Frame, start: number, end: number): void {
  if (start === end) return
  const raw = scanner.text.slice(start, end)
  const value = frame.opener === '"' ? meaning(scanner, raw, start) : raw
  frame.chunks.push(scanner.push(Chunk, start, end, raw, value))
}

function isHole(text: string, at: number): boolean {
  return text.charCodeAt(at) === dollar && text.charCodeAt(at + 1) === brace
}

function isClosed(text: string, end: number, opener: '"' | '"""'): boolean {
  return opener === '"' ? text.charCodeAt(end) === quote : text.startsWith('"""', end)
}

/** The offset where the text from `start` stops: at a hole, at its closing quotes, or where it is cut off. */
function endOfText(scanner: Scanner, opener: '"' | '"""', start: number): number {
  return opener === '"' ? endOfLineText(scanner.text, start) : endOfBlockText(scanner, start)
}

function endOfLineText(text: string, start: number): number {
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    if (code === newline) return text.charCodeAt(at - 1) === 13 ? at - 1 : at
    if (code === backslash && text.charCodeAt(at + 1) !== newline) at++
    else if (code === dollar) {
      if (text.startsWith('$${', at)) at += 2
      else if (isHole(text, at)) return at
    }
  }
  return Math.min(at, text.length)
}

function endOfBlockText(scanner: Scanner, start: number): number {
  const { text } = scanner
  const withinLine = scanner.frames.lineString >= 0
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote && text.startsWith('"""', at)) return at
    if (code === dollar) {
      if (text.startsWith('$${', at)) at += 2
      else if (isHole(text, at)) return at
    } else if (code === newline) {
      if (withinLine || cutsBlock(scanner, at + 1)) return at
      scanner.lineStart = at + 1
    }
  }
  return text.length
}

function cutsBlock(scanner: Scanner, lineStart: number): boolean {
  if (scanner.cut !== 'everything') return false
  return classOf(scanner.text.charCodeAt(lineStart)) === Character.letter && scanner.isHead(lineStart)
}

/** Strips the text of a block, now that its closing quotes, and so its indentation, are known. */
function resolveBlock(frame: Frame, end: number): void {
  const { chunks, start } = frame
  const last = chunks[chunks.length - 1]
  const indentation = last && last.end === end ? closingIndentation(last.image) : undefined
  for (const chunk of chunks) {
    const piece = { raw: chunk.image, first: chunk.startOffset === start + 3, last: chunk.end === end }
    chunk.value = stripIndentation(piece, indentation)
  }
}

function blockMeaning(raw: string): string {
  return stripIndentation({ raw, first: true, last: true }, closingIndentation(raw))
}

function meaning(scanner: Scanner, raw: string, start: number): string {
  if (!raw.includes('\\') && !raw.includes('$${')) return raw
  return resolveEscapes(raw, (offset, length) => {
    const span = { start: start + offset, end: start + offset + length }
    scanner.report(syntaxProblems.unknownEscape, { sequence: raw.slice(offset, offset + length) }, span)
  })
}

/** The quotes belong at the end of the line, unless something there looks as if it stood behind the string. */
function closing({ text, file }: Scanner, start: number, end: number): DiagnosticExtras {
  const written = text.slice(start, end).trimEnd()
  if (/[,)\]}#]/.test(written) || written.length < 2) return {}
  const place = start + written.length
  return { fix: rewrite(at(file, { start: place, end: place }), '"') }
}

function reportUnclosed(scanner: Scanner, opener: '"' | '"""', start: number, end: number): void {
  if (opener === '"') {
    // Where the opening quotes are missing, the string was read as code, and the closing quotes open this one.
    for (const noise of codeNoise) scanner.forget(noise, scanner.lineStart, start)
    scanner.report(syntaxProblems.unclosedString, {}, { start, end }, closing(scanner, start, end))
    return
  }
  scanner.openText = true
  for (const noise of codeNoise) scanner.forget(noise, scanner.headStart, start)
  scanner.report(syntaxProblems.unclosedText, {}, { start, end: start + 3 })
  scanner.nonsense.push({ start: scanner.headStart, end: start + 3 })
  // Within a hole of a one-line string it ends with the line, and so does that string.
  const within = scanner.frames.lineString
  if (within >= 0) unwind(scanner, within)
}

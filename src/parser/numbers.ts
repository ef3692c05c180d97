import { syntaxProblems } from '../base/diagnostics/syntax-problems.ts'
import { closest } from '../base/suggestion.ts'
import { units } from '../base/units.ts'
import { Character, classOf, isWord } from './characters.ts'
import type { Scanner } from './scanner.ts'
import { Numeral, Quantity } from './tokens.ts'
import { spelledUnits } from './words.ts'

const number = /\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/y
/** The units written with a space, after a number. */
const counted = /[ \t]+(?:epochs?|steps?)(?![A-Za-z0-9_])/y

const suffixes = Object.keys(units).filter((unit) => !/^(?:epoch|step)s?$/.test(unit))
const suffixSet: ReadonlySet<string> = new Set(suffixes)

/** Reads `10_000`, `1e-3`, `10%`, `5m`, `16GiB`, `5 epochs`: a quantity is one token. */
export function lexNumber(scanner: Scanner): void {
  const { text, at: start } = scanner
  let end = endOfNumber(text, start)
  const next = text.charCodeAt(end)
  if (next === 37 && !isWord(text.charCodeAt(end + 1))) {
    finish(scanner, Quantity, start, end + 1)
    return
  }
  if (isWord(next)) {
    lexSuffix(scanner, start, end)
    return
  }
  if (next === 32 || next === 9) {
    counted.lastIndex = end
    if (counted.test(text)) {
      end = counted.lastIndex
      finish(scanner, Quantity, start, end)
      return
    }
  }
  finish(scanner, Numeral, start, end)
  checkSize(scanner, start, end)
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (classOf(text.charCodeAt(end)) === Character.digit) end++
  const next = text.charCodeAt(end)
  // Most numbers are plain integers; the expression reads the rest.
  if (next !== 46 && next !== 95 && next !== 101 && next !== 69) return end
  number.lastIndex = start
  number.test(text)
  return number.lastIndex
}

function finish(scanner: Scanner, type: typeof Quantity, start: number, end: number): void {
  scanner.at = end
  scanner.push(type, start, end, scanner.text.slice(start, end))
}

/** Letters right after a number: a unit, or a mistake that is told and read as a plain number. */
function lexSuffix(scanner: Scanner, start: number, digitsEnd: number): void {
  const { text } = scanner
  let end = digitsEnd
  while (isWord(text.charCodeAt(end))) end++
  const suffix = text.slice(digitsEnd, end)
  if (suffixSet.has(suffix)) {
    finish(scanner, Quantity, start, end)
    return
  }
  scanner.at = end
  scanner.push(Numeral, start, end, text.slice(start, digitsEnd))
  const digits = text.slice(start, digitsEnd)
  if (suffix in units) {
    const span = { start, end }
    scanner.report(syntaxProblems.missingSpaceBeforeUnit, { digits, unit: suffix }, span)
    return
  }
  const suggestion = spelledUnits.get(suffix) ?? closest(suffix, suffixes)
  scanner.report(syntaxProblems.unknownUnit, { digits, unit: suffix, suggestion }, { start: digitsEnd, end })
}

function checkSize(scanner: Scanner, start: number, end: number): void {
  if (end - start < 300 && !/[eE]/.test(scanner.text.slice(start, end))) return
  const text = scanner.text.slice(start, end)
  if (Number.isFinite(Number(text.replaceAll('_', '')))) return
  scanner.report(syntaxProblems.numberTooLarge, { text }, { start, end })
}

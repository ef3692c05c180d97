import { problem } from './diagnostic.ts'

/** Hints that name one word of ours for one of another language. */
const wordInstead = /^Write `(else if|==|!=|<=?|>=?|and|or|not|in|if|then|else)`\.$/

/** Text that does not parse. Codes PIPE1001 to PIPE1999. */
export const syntaxProblems = {
  unexpectedToken: problem<{ found: string; expected: string; hint?: string | undefined }>(
    'PIPE1001',
    'error',
    ({ found, expected }) => `Expected ${expected}, found ${found}.`,
    ({ hint }) => hint,
  ),
  unclosedBracket: problem<{ opener: string; closer: string }>(
    'PIPE1002',
    'error',
    ({ opener }) => `\`${opener}\` is never closed.`,
    ({ closer }) => `Add the \`${closer}\` that ends it.`,
  ),
  wrongCloser: problem<{ opener: string; expected: string; found: string }>(
    'PIPE1003',
    'error',
    ({ opener, expected, found }) => `\`${opener}\` is closed by \`${expected}\`, not by \`${found}\`.`,
    undefined,
    ({ expected }) => expected,
  ),
  unopenedBracket: problem<{ closer: string }>(
    'PIPE1004',
    'error',
    ({ closer }) => `This \`${closer}\` closes nothing.`,
    () => 'Remove it, or add the bracket that it should close.',
  ),
  unclosedString: problem(
    'PIPE1005',
    'error',
    () => 'This string is not closed.',
    () => 'End it with `"` on the same line; a string of several lines stands between `"""` and `"""`.',
  ),
  unclosedText: problem(
    'PIPE1006',
    'error',
    () => 'This `"""` is never closed.',
    () => 'End the text with `"""` on a line of its own.',
  ),
  unknownEscape: problem<{ sequence: string }>(
    'PIPE1007',
    'error',
    ({ sequence }) => `\`${sequence}\` means nothing in a string.`,
    () => 'A backslash itself is written `\\\\`; there are \\n \\t \\r \\" \\$ and \\u{1F600}.',
    ({ sequence }) => `\\${sequence}`,
  ),
  unknownUnit: problem<{ digits: string; unit: string; suggestion?: string | undefined }>(
    'PIPE1008',
    'error',
    ({ unit }) => `\`${unit}\` is no unit.`,
    ({ digits, suggestion }) =>
      suggestion
        ? `Did you mean \`${digits}${suggestion}\`?`
        : 'Units are ms s m h d w, B KB MB GB TB KiB MiB GiB TiB, %, and after a space epochs and steps.',
    ({ suggestion }) => suggestion,
  ),
  missingSpaceBeforeUnit: problem<{ digits: string; unit: string }>(
    'PIPE1009',
    'error',
    ({ digits, unit }) => `\`${digits}${unit}\` lacks a space.`,
    ({ digits, unit }) => `Write \`${digits} ${unit}\`.`,
    ({ digits, unit }) => `${digits} ${unit}`,
  ),
  numberTooLarge: problem<{ text: string }>(
    'PIPE1010',
    'error',
    () => 'This number is too large to be represented.',
    () => 'The largest number is about 1.8e308.',
  ),
  foreignOperator: problem<{ symbol: string; instead: string }>(
    'PIPE1011',
    'error',
    ({ symbol }) => `\`${symbol}\` is no operator here.`,
    ({ instead }) => `Write \`${instead}\`.`,
  ),
  foreignSymbol: problem<{ symbol: string; hint?: string | undefined }>(
    'PIPE1012',
    'error',
    ({ symbol }) => `\`${symbol}\` has no meaning here.`,
    ({ hint }) => hint,
  ),
  foreignComment: problem<{ symbol: string }>(
    'PIPE1013',
    'error',
    ({ symbol }) => `\`${symbol}\` does not begin a comment.`,
    () => 'A comment begins with `#` and reaches to the end of its line.',
    ({ symbol }) => (symbol === '//' ? '#' : undefined),
  ),
  wrongQuotes: problem<{ quote: string }>(
    'PIPE1014',
    'error',
    ({ quote }) => `${quote === '`' ? 'A backtick' : `\`${quote}\``} does not begin a string.`,
    () => 'Strings stand in plain double quotes: `"text"`.',
  ),
  strangeSpace: problem<{ code: string }>(
    'PIPE1015',
    'error',
    ({ code }) => `This looks like a space, but it is the character ${code}.`,
    () => 'Replace it by a plain space.',
    () => ' ',
  ),
  strangeCharacter: problem<{ text: string }>(
    'PIPE1016',
    'error',
    ({ text }) => `\`${text}\` has no meaning outside of strings and comments.`,
  ),
  strangeLetter: problem<{ name: string; letters: readonly string[] }>(
    'PIPE1017',
    'error',
    ({ letters }) => `A name can't have ${letters.map((letter) => `\`${letter}\``).join(', ')}.`,
    () => 'Names are made of a to z, 0 to 9 and `_`; other text is written as a string.',
  ),
  reservedName: problem<{ word: string; role: string; hint?: string | undefined }>(
    'PIPE1018',
    'error',
    ({ word, role }) => `\`${word}\` is a word of the language and can't be ${role}.`,
    ({ hint }) => hint,
  ),
  chainedComparison: problem<{ first: string; second: string }>(
    'PIPE1019',
    'error',
    ({ first, second }) => `Comparisons don't chain: \`${second}\` follows \`${first}\`.`,
    () => 'Join two comparisons with `and`, as in `a < b and b < c`; `x in 0..1` says that x lies between.',
  ),
  chainedRange: problem(
    'PIPE1020',
    'error',
    () => "Ranges don't chain.",
    () => 'A range has two ends: `0..1`.',
  ),
  misplacedNot: problem<{ operator: string }>(
    'PIPE1021',
    'error',
    ({ operator }) => `\`not\` can't stand after \`${operator}\`.`,
    () => 'Put the negation in parentheses: `(not x)`.',
  ),
  nestedTooDeeply: problem(
    'PIPE1022',
    'error',
    () => 'This is nested too deeply.',
    () => 'Give parts of it names with `let`.',
  ),
  missingValue: problem<{ after: string }>(
    'PIPE1023',
    'error',
    ({ after }) => `The value after ${after} is missing.`,
    () => 'A value starts on the line of its key.',
  ),
  missingSeparator: problem<{ found: string; closer?: string | undefined; hint?: string | undefined }>(
    'PIPE1024',
    'error',
    ({ found, closer }) =>
      closer === undefined
        ? `Expected a comma or a new line before ${found}.`
        : `Expected a comma or \`${closer}\` before ${found}.`,
    ({ hint }) => hint,
  ),
  missingColon: problem<{ key: string; role: string; found: string; hint?: string | undefined }>(
    'PIPE1025',
    'error',
    ({ key, role, found }) => `Expected \`:\` after the ${role} \`${key}\`, found ${found}.`,
    ({ hint }) => hint,
  ),
  missingName: problem<{ kind: string; found: string }>(
    'PIPE1026',
    'error',
    ({ kind, found }) => `Expected a name after \`${kind}\`, found ${found}.`,
    ({ kind }) => `Everything has a name: \`${kind} some_name { … }\`.`,
  ),
  missingBody: problem<{ head: string; name: string; found: string; hint?: string | undefined }>(
    'PIPE1027',
    'error',
    ({ head, name, found }) => `Expected \`{\`, \`=\` or \`:\` after \`${head} ${name}\`, found ${found}.`,
    ({ hint }) => hint,
  ),
  incompleteConditional: problem<{ word: string; found: string }>(
    'PIPE1028',
    'error',
    ({ word, found }) => `This \`if\` needs ${word === 'else' ? 'an' : 'a'} \`${word}\` before ${found}.`,
    () => 'A choice has both sides: `if condition then a else b`.',
  ),
  foreignWord: problem<{ word: string; hint: string }>(
    'PIPE1029',
    'error',
    ({ word }) => `\`${word}\` is no word of the language.`,
    ({ hint }) => hint,
    ({ hint }) => wordInstead.exec(hint)?.[1],
  ),
  noIndexing: problem(
    'PIPE1030',
    'error',
    () => 'Lists have no indexes.',
    () => 'Take parts with `first(list)`, with `.name`, or with a function.',
  ),
  noMethods: problem<{ name: string }>(
    'PIPE1031',
    'error',
    () => 'Values have no methods.',
    ({ name }) => `Functions take the value as an argument: \`${name}(value)\`.`,
  ),
  misplacedConditional: problem(
    'PIPE1032',
    'error',
    () => 'An `if` within a larger expression needs parentheses.',
    () => 'Write `(if condition then a else b)`.',
  ),
  holeInKey: problem(
    'PIPE1033',
    'error',
    () => "A key can't have holes.",
    () => 'Keys are known before anything runs: write a name or a plain string.',
  ),
  tooMany: problem(
    'PIPE1034',
    'error',
    () => 'There are more syntax errors from here on than are shown.',
    () => 'Correct the first ones; the others may go with them.',
  ),
  missingKind: problem<{ name: string }>(
    'PIPE1035',
    'error',
    ({ name }) => `\`${name}\` needs a kind before it.`,
    ({ name }) => `Write \`let ${name} = …\`, or \`param ${name}: type = …\` for an input of the program.`,
  ),
}

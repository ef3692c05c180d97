import { problem } from './diagnostic.ts'
import { countOf, quoted } from './words.ts'

/** Where in a file of data a problem lies: lines count from 1, the header included. */
interface Line {
  readonly path: string
  readonly line: number
}

/** Files of data: what can't be read, and columns that are not there. Codes PIPE4001 to PIPE4999. */
export const dataProblems = {
  unreadable: problem<{ path: string; reason: string }>(
    'PIPE4001',
    'error',
    ({ path, reason }) => `The data file ${path} can't be read: ${reason}.`,
  ),
  missingFile: problem<{ path: string }>(
    'PIPE4002',
    'error',
    ({ path }) => `There is no data file ${path}.`,
    () => 'Paths are relative to the file that declares them.',
  ),
  emptyFile: problem<{ path: string }>(
    'PIPE4003',
    'error',
    ({ path }) => `The data file ${path} is empty.`,
    () => 'The first line of a CSV file names the columns; rows follow.',
  ),
  noRows: problem<{ path: string }>(
    'PIPE4004',
    'error',
    ({ path }) => `The data file ${path} has no rows.`,
    () => 'It may have been cut off, or be the header of a table that was never filled.',
  ),
  raggedRow: problem<Line & { found: number; expected: number }>(
    'PIPE4005',
    'error',
    ({ path, line, found, expected }) =>
      `Line ${line} of ${path} has ${countOf(found, 'field')} where the header has ${expected}.`,
    ({ found, expected }) =>
      found > expected
        ? 'A text that holds the separator must stand in double quotes; is the separator right?'
        : 'Each row needs a field for each column; leave it empty where a value is missing.',
  ),
  duplicateColumn: problem<{ path: string; name: string; first: number; second: number }>(
    'PIPE4006',
    'error',
    ({ path, name, first, second }) =>
      `The header of ${path} names \`${name}\` twice, as columns ${first} and ${second}.`,
    () => 'Rename one of the two in the file.',
  ),
  unnamedColumn: problem<{ path: string; position: number }>(
    'PIPE4007',
    'error',
    ({ path, position }) => `Column ${position} of ${path} has no name in the header.`,
    ({ position }) =>
      position === 1
        ? 'Tools that write row numbers often leave their column without a name: name it, or write the file without it.'
        : 'Name it in the first line of the file.',
  ),
  unclosedQuote: problem<Line>(
    'PIPE4008',
    'error',
    ({ path, line }) => `A double quote in the row that begins on line ${line} of ${path} is never closed.`,
    () => 'A quote inside of a quoted text is written twice: "".',
  ),
  misplacedQuote: problem<Line>(
    'PIPE4009',
    'error',
    ({ path, line }) => `Line ${line} of ${path} has a double quote where none may stand.`,
    () => 'A text with a quote in it stands in quotes as a whole, and the inner quote is written twice: "".',
  ),
  notA: problem<Line & { column: string; value: string; wanted: string }>(
    'PIPE4010',
    'error',
    ({ path, line, column, value, wanted }) =>
      `Line ${line} of ${path} has ${quoted(value)} in column \`${column}\`, which the schema declares ${wanted}.`,
    () => 'Mend the value, add it to the texts of `missing`, or declare the column a string.',
  ),
  notFinite: problem<Line & { column: string; value: string }>(
    'PIPE4011',
    'error',
    ({ path, line, column, value }) =>
      `Line ${line} of ${path} has ${quoted(value)} in the numeric column \`${column}\`, and only finite numbers can be learned from.`,
    ({ value }) => `To treat it as missing: csv("…", missing: ["", "NA", ${JSON.stringify(value)}]).`,
  ),
  notUtf8: problem<Line>(
    'PIPE4012',
    'error',
    ({ path, line }) => `Line ${line} of ${path} is not UTF-8 text.`,
    () => 'Save the file as UTF-8, for example with `iconv -f latin1 -t utf-8`.',
  ),
  invalidJson: problem<Line & { column: number; reason: string }>(
    'PIPE4013',
    'error',
    ({ path, line, column, reason }) =>
      `${path} is not valid JSON at line ${line}, column ${column}: ${reason}.`,
  ),
  notRecords: problem<{ path: string; found: string }>(
    'PIPE4014',
    'error',
    ({ path, found }) => `${path} must hold a JSON array of records, and it holds ${found}.`,
    () => 'Write [{"name": value, …}, …], or one record a line and read it with `jsonl`.',
  ),
  notARecord: problem<Line & { found: string }>(
    'PIPE4015',
    'error',
    ({ path, line, found }) => `At line ${line} of ${path} a record is wanted, and there is ${found}.`,
    () => 'Each row is a JSON object: {"name": value, …}.',
  ),
  differingKeys: problem<
    Line & { missing?: string | undefined; extra?: string | undefined; suggestion?: string | undefined }
  >(
    'PIPE4016',
    'error',
    ({ path, line, missing, extra }) =>
      missing === undefined
        ? `The record at line ${line} of ${path} has a key \`${extra}\`, which the first record lacks.`
        : `The record at line ${line} of ${path} lacks the key \`${missing}\` of the first record.`,
    ({ missing, suggestion }) =>
      suggestion
        ? `Did you mean \`${suggestion}\`?`
        : missing === undefined
          ? undefined
          : 'Write null where a value is missing.',
  ),
  nestedValue: problem<Line & { column: string; found: string }>(
    'PIPE4017',
    'error',
    ({ path, line, column, found }) =>
      `The record at line ${line} of ${path} has ${found} as \`${column}\`; a column holds numbers, texts, booleans or null.`,
    () => 'Write each part of it as a column of its own.',
  ),
  noMatch: problem<{ pattern: string }>(
    'PIPE4018',
    'error',
    ({ pattern }) => `No file matches ${pattern}.`,
    () => 'Paths are relative to the file that declares them.',
  ),
  differentHeaders: problem<{ path: string; other: string; column: string; lacks: string }>(
    'PIPE4019',
    'error',
    ({ path, other, column, lacks }) =>
      `${path} and ${other} are read as one table, and ${lacks} has no column \`${column}\`.`,
    () => 'All files of one source have the same columns, in any order.',
  ),
  unknownColumn: problem<{ path: string; name: string; suggestion?: string | undefined }>(
    'PIPE4020',
    'error',
    ({ path, name }) => `${path} has no column \`${name}\`.`,
    ({ suggestion }) => suggestion && `Did you mean \`${suggestion}\`?`,
  ),
  missingDeclared: problem<Line & { column: string; wanted: string }>(
    'PIPE4021',
    'error',
    ({ path, line, column, wanted }) =>
      `Line ${line} of ${path} has no value in column \`${column}\`, which the schema declares ${wanted}.`,
    ({ wanted }) => `Declare it optional(${wanted}) and fill it with \`impute\`.`,
  ),
  badSeparator: problem<{ separator: string }>(
    'PIPE4022',
    'error',
    ({ separator }) => `${JSON.stringify(separator)} can't separate the fields of a CSV file.`,
    () => 'A separator is one character, such as "," ";" or a tab, and no quote or line break.',
  ),
}

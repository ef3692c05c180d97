import type { Location } from '../base/source.ts'
import { unreachable } from '../base/unreachable.ts'
import { CsvParser } from './csv-parser.ts'
import type { FileParser } from './file-parser.ts'
import type { TableFormat } from './format.ts'
import { JsonArrayParser } from './json-array-parser.ts'
import { JsonLinesParser } from './json-lines-parser.ts'
import type { TableBuilder } from './table-builder.ts'

/** The parser of one file of a format. */
export function parserOf(
  format: TableFormat,
  path: string,
  builder: TableBuilder,
  location?: Location,
): FileParser {
  switch (format.format) {
    case 'csv':
      return new CsvParser(path, builder, format.separator ?? ',', location)
    case 'json':
      return new JsonArrayParser(path, builder, location)
    case 'jsonl':
      return new JsonLinesParser(path, builder, location)
    default:
      return unreachable(format)
  }
}

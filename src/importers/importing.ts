import type { SourceText } from '../base/source.ts'
import type { ImportHost } from './host.ts'
import type { Rename } from './names.ts'
import type { Report } from './report.ts'
import type { YamlMap } from './yaml/tree.ts'

/** What an importer is given: the file that was read, and where to tell things. */
export interface Importing {
  readonly file: string
  readonly root: YamlMap
  readonly host: ImportHost
  readonly report: Report
  readonly renames: Rename[]
  readonly sources: Map<string, SourceText>
  /** What the program is to be called. */
  readonly name: string
}

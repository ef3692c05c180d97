import type { ImportHost } from '../host.ts'
import type { Report } from '../report.ts'
import type { MadeFiles } from './made.ts'
import type { Params } from './params.ts'

/** What the parts of one import of a dvc.yaml share. */
export interface DvcImport {
  readonly file: string
  readonly host: ImportHost
  readonly report: Report
  readonly made: MadeFiles
  readonly params: Params
}

import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { nameProblems } from '../../base/diagnostics/name-problems.ts'
import type { ProgramFile, ProgramFiles } from '../modules/load-files.ts'
import { bindFile } from './bind.ts'
import type { BoundFile, ImportedName } from './bound-file.ts'
import { type Declared, isImportable } from './declared.ts'
import { executorNames } from './executor-names.ts'
import { inDependencyOrder, mentionsOf } from './order.ts'

/** The declarations of a program, its own file's by name, before anything is known of what they say. */
export interface BoundProgram {
  readonly file: string
  readonly pipeline?: Declared
  /** What names mean in the program's own file. */
  readonly declarations: ReadonlyMap<string, Declared>
  readonly components: ReadonlyMap<string, Declared>
  /** What is mentioned comes before what mentions it, as far as the program allows; what files import among it. */
  readonly order: readonly Declared[]
  /** Declarations that can't be elaborated: they are nested too deeply. */
  readonly unusable: ReadonlySet<Declared>
  /** Declarations of which some did not parse: what seems to be missing there may have been lost. */
  readonly damaged: ReadonlySet<Declared>
  /** Imports of the program's own file that nothing in it mentions. */
  readonly unusedImports: readonly ImportedName[]
  /** What each executor is called in the program. */
  readonly executors: ReadonlyMap<Declared, string>
}

/** Gives every declaration of a program its kind, its name and its place in the order. */
export function bindProgram(files: ProgramFiles, report: (diagnostic: Diagnostic) => void): BoundProgram {
  const bound = new Map<ProgramFile, BoundFile>()
  const [program] = files.inOrder
  for (const file of files.importedFirst) bound.set(file, bindFile(file, bound, file === program, report))
  const own = program && bound.get(program)
  if (!own) throw new Error('a program has a file')
  const { file, pipeline, values, components, imported } = own
  const mentions = new Mentioned(file, report)
  const starts = [...values.values(), ...components.values(), ...(pipeline ? [pipeline] : [])]
  const order = inDependencyOrder(
    starts.filter((declared) => declared.file === file),
    mentions.by,
  )
  return {
    file,
    ...(pipeline && { pipeline }),
    declarations: values,
    components,
    order: order.filter((declared) => declared !== pipeline),
    unusable: mentions.unusable,
    damaged: new Set([...bound.values()].flatMap(({ damaged }) => [...damaged])),
    executors: executorNames(values, order),
    unusedImports: imported.filter(({ value, component }) => !mentions.all.has(value ?? component)),
  }
}

/** What declarations mention, looked up where they stand. */
class Mentioned {
  readonly unusable = new Set<Declared>()
  /** By the program's own file. */
  readonly all = new Set<Declared | undefined>()
  private readonly file: string
  private readonly report: (diagnostic: Diagnostic) => void

  constructor(file: string, report: (diagnostic: Diagnostic) => void) {
    this.file = file
    this.report = report
  }

  readonly by = (declared: Declared): readonly Declared[] => {
    const { names, components, tooDeep } = mentionsOf(declared)
    if (tooDeep) {
      this.unusable.add(declared)
      this.report(diagnose(nameProblems.tooDeep, {}, at(declared.file, tooDeep)))
    }
    const known = declared.home.names
    const found: Declared[] = []
    for (const { text } of names) note(known.get(text), found)
    for (const { text } of components) note(known.component(text), found)
    if (declared.file === this.file) for (const target of found) this.all.add(target)
    return found
  }
}

/** Of another file only what can be imported is elaborated: its nodes and params are another program's. */
function note(target: Declared | undefined, found: Declared[]): void {
  if (target && (target.home.isPart || isImportable(target.kind))) found.push(target)
}

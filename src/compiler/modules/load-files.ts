import { at, type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import type { Location, SourceText } from '../../base/source.ts'
import { closest } from '../../base/suggestion.ts'
import type { Import } from '../../parser/ast.ts'
import { type Loaded, load } from '../load.ts'
import type { Project } from '../project.ts'
import type { Library } from '../signatures/library.ts'
import { newerFile } from './edition.ts'
import { pathBetween, placeOf } from './import-path.ts'

/** A file of a program, and the files that its imports name; one is missing where it was reported. */
export interface ProgramFile extends Loaded {
  readonly imports: ReadonlyMap<Import, ProgramFile>
}

/** All files of a program. */
export interface ProgramFiles {
  /** The program's own file first, then in the order in which they are imported: the order of diagnostics. */
  readonly inOrder: readonly ProgramFile[]
  /** Each after those that it imports from. */
  readonly importedFirst: readonly ProgramFile[]
  /** Every text that was read, of files that are no programs too. */
  readonly sources: ReadonlyMap<string, SourceText>
}

/** A file whose imports are being read. */
interface Visit {
  readonly file: ProgramFile & { readonly imports: Map<Import, ProgramFile> }
  readonly path: string
  readonly imports: readonly Import[]
  next: number
}

/**
 * Reads what a program imports, and what that imports: each file once, by whatever route it is named. Walks with its
 * own stack, so that a chain may be of any length; a file that is still being read closes a circle.
 */
export function loadFiles(
  project: Project,
  root: Loaded,
  library: Library,
  report: (diagnostic: Diagnostic) => void,
): ProgramFiles {
  const walk = new Walk(project, library, report)
  walk.from(root)
  return { inOrder: walk.inOrder, importedFirst: walk.importedFirst, sources: walk.sources }
}

class Walk {
  readonly inOrder: ProgramFile[] = []
  readonly importedFirst: ProgramFile[] = []
  readonly sources = new Map<string, SourceText>()
  private readonly project: Project
  private readonly library: Library
  private readonly report: (diagnostic: Diagnostic) => void
  /** By real path; absent where the file can't be used, which has been told. */
  private readonly known = new Map<string, ProgramFile | undefined>()
  private readonly open: Visit[] = []
  private readonly openPaths = new Set<string>()

  constructor(project: Project, library: Library, report: (diagnostic: Diagnostic) => void) {
    this.project = project
    this.library = library
    this.report = report
  }

  from(root: Loaded): void {
    this.enter(root, this.project.host.realPath(root.source.file))
    for (let top = this.open.at(-1); top; top = this.open.at(-1)) {
      const item = top.imports[top.next++]
      if (item) this.follow(top, item)
      else {
        this.open.pop()
        this.openPaths.delete(top.path)
        this.importedFirst.push(top.file)
      }
    }
  }

  private enter(loaded: Loaded, path: string): ProgramFile {
    const file = { ...loaded, imports: new Map<Import, ProgramFile>() }
    const imports = loaded.module.items.filter((item) => item.kind === 'import')
    this.sources.set(loaded.source.file, loaded.source)
    this.known.set(path, file)
    this.inOrder.push(file)
    this.open.push({ file, path, imports, next: 0 })
    this.openPaths.add(path)
    return file
  }

  private follow(importer: Visit, item: Import): void {
    const { file } = importer.file.source
    const location = at(file, item.from)
    const place = placeOf(this.project, file, item.from.value, location)
    if ('problem' in place) this.report(place.problem)
    else if (this.openPaths.has(place.path)) this.reportCycle(place.path, location)
    else {
      const { path, name } = place
      const found = this.known.has(path) ? this.known.get(path) : this.read(name, path, item, location)
      if (found) importer.file.imports.set(item, found)
    }
  }

  private read(name: string, path: string, item: Import, location: Location): ProgramFile | undefined {
    this.known.set(path, undefined)
    const { host } = this.project
    if (host.kind(path) !== 'file') {
      const suggestion = this.nearby(item.from.value, path)
      this.report(diagnose(moduleProblems.missingFile, { name: item.from.value, suggestion }, location))
      return undefined
    }
    const loaded = load(host, name)
    if (!loaded.ok) {
      for (const diagnostic of loaded.diagnostics) this.report({ ...diagnostic, location })
      return undefined
    }
    const { module, source } = loaded.value
    const skew = newerFile(module, this.library)
    if (skew) {
      this.sources.set(source.file, source)
      this.report({ ...skew, related: [{ message: 'it is imported here', location }] })
      return undefined
    }
    return this.enter(loaded.value, path)
  }

  /** A file beside the one that is missing whose name is like it, as the import would name it. */
  private nearby(said: string, path: string): string | undefined {
    const cut = path.lastIndexOf('/')
    const names = this.project.host.list(path.slice(0, cut)).filter((name) => name.endsWith('.pipe'))
    const found = closest(path.slice(cut + 1), names)
    return found === undefined ? undefined : `${said.slice(0, said.lastIndexOf('/') + 1)}${found}`
  }

  /** The way round, from the file that is met again back to it. */
  private reportCycle(path: string, location: Location): void {
    const start = this.open.findIndex((visit) => visit.path === path)
    const circle = this.open.slice(start)
    const related = circle.slice(0, -1).flatMap(({ file, imports, next }) => {
      const item = imports[next - 1]
      return item
        ? [{ message: `${file.source.file} imports here`, location: at(file.source.file, item.from) }]
        : []
    })
    const names = circle.map(({ file }) => pathBetween(circle[0]?.file.source.file ?? '', file.source.file))
    this.report(
      diagnose(moduleProblems.importCycle, { path: [...names, names[0] ?? ''] }, location, { related }),
    )
  }
}

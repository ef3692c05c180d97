import type { CompilerHost } from '../compiler/host.ts'

/** How long what was read of the disk is believed, where no watcher says otherwise: in milliseconds. */
const believed = 1_000

/** A host whose open documents hide the files that they will become. */
export interface OverlayHost extends CompilerHost {
  /** What lies on the disk has changed. */
  forget(): void
}

/**
 * The disk below the documents that are open. A program is looked at with every keystroke, so what the disk says is
 * kept for a moment; the texts of documents never are.
 */
export function overlayHost(disk: CompilerHost, textOf: (path: string) => string | undefined): OverlayHost {
  const library = disk.library()
  let kept = new Map<string, unknown>()
  let since = performance.now()
  const keep = <T>(question: string, path: string, ask: () => T): T => {
    if (performance.now() - since > believed) forget()
    const key = `${question} ${path}`
    if (!kept.has(key)) kept.set(key, ask())
    return kept.get(key) as T
  }
  function forget(): void {
    kept = new Map()
    since = performance.now()
  }
  const realPath = (path: string) => keep('real', path, () => disk.realPath(path))
  const open = (path: string) => textOf(path) ?? textOf(realPath(path))
  return {
    library: () => library,
    readText: (path) => open(path) ?? keep('text', path, () => disk.readText(path)),
    kind: (path) => (open(path) === undefined ? keep('kind', path, () => disk.kind(path)) : 'file'),
    list: (folder) => keep('list', folder, () => disk.list(folder)),
    realPath,
    readStart(path, bytes) {
      const text = open(path)
      if (text === undefined) return keep(`start ${bytes}`, path, () => disk.readStart(path, bytes))
      const encoded = new TextEncoder().encode(text)
      return { bytes: encoded.subarray(0, bytes), whole: encoded.length <= bytes }
    },
    forget,
  }
}

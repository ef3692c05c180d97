import { basename, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Where the host finds a document: its path with `/`; what has no file yet lies, for the compiler, in the folder. */
export function pathOf(uri: string, folder: string): string {
  return slashes(filePathOf(uri) ?? join(folder, basename(decodeURIComponent(uri).replace(/[:?#\\]/g, '/'))))
}

function filePathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined
  try {
    return fileURLToPath(uri)
  } catch {
    return undefined
  }
}

/** The address of a file, as clients know it. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href
}

function slashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}

/** Paths as files of the source have them: with `/`, relative to a folder. */

/** A path without `.` and `a/..`; leading `..` stay. */
export function normalPath(path: string): string {
  const parts: string[] = []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/') || '.'
}

/** A path seen from the folder that another path is seen from. */
export function joinPath(folder: string, path: string): string {
  return normalPath(`${folder}/${path}`)
}

export function folderOf(path: string): string {
  const cut = path.lastIndexOf('/')
  return cut < 0 ? '.' : path.slice(0, cut)
}

export function nameOfPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** True for what is no place in the project: a URL, an absolute path, a home folder, another drive. */
export function isElsewhere(path: string): boolean {
  return /^([A-Za-z][A-Za-z0-9+.-]*:\/\/|\/|~|[A-Za-z]:[\\/])/.test(path)
}

/** True when one path is the other or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

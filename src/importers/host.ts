/** The folder that files are imported from: paths are relative to it, with `/`. */
export interface ImportHost {
  /** The content of a file, or why it can't be read. */
  read(path: string): { readonly bytes: Uint8Array } | { readonly reason: string }
  kind(path: string): 'file' | 'folder' | undefined
  /** Names in a folder, sorted; none where there is no such folder. */
  list(path: string): readonly string[]
  /** A path as the user would write it. */
  shown(path: string): string
}

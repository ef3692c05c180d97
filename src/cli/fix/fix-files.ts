import { nodeHost } from '../../compiler/node-host.ts'
import { replaceFile } from '../replace-file.ts'
import { fixProgram } from './fix-program.ts'
import { unifiedDiff } from './unified-diff.ts'

/** Mends a program on the disk, or shows what would change; gives the lines that say what was done. */
export function fixFiles(file: string, dryRun: boolean): readonly string[] {
  const { mended, changes } = fixProgram(nodeHost(), file)
  const done = mended.map(({ code, title, place }) => `${place}  ${code}  ${title}`)
  if (dryRun) {
    const diffs = [...changes].map(([name, { before, after }]) => unifiedDiff(name, before, after).trimEnd())
    return [...diffs, `Would mend ${counted(mended.length)}; nothing was written.`]
  }
  for (const [name, { after }] of changes) replaceFile(name, after)
  return [...done, `Mended ${counted(mended.length)}.`]
}

function counted(count: number): string {
  return `${count} problem${count === 1 ? '' : 's'}`
}

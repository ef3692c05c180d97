import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { packageExtension } from '../../scripts/package-vscode.mjs'
import { lensCommands } from '../../src/language-server/features/code-lenses.ts'

/** The entries of a zip file, read by its directory as any unpacker does. */
function entriesOf(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const entries = new Map<string, Buffer>()
  let at = archive.readUInt32LE(end + 16)
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    const size = archive.readUInt32LE(at + 20)
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const place = archive.readUInt32LE(at + 42)
    const start = place + 30 + archive.readUInt16LE(place + 26)
    entries.set(name, inflateRawSync(archive.subarray(start, start + size)))
    at += 46 + nameLength
  }
  return entries
}

test('the package holds all that its manifest names, and the lenses have their commands', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipe-vsix-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const entries = entriesOf(readFileSync(await packageExtension(folder)))
  const manifest = JSON.parse(entries.get('extension/package.json')?.toString() ?? '')
  const { contributes, main } = manifest
  for (const path of [main, contributes.grammars[0].path, contributes.languages[0].configuration]) {
    expect([...entries.keys()]).toContain(join('extension', path))
  }
  expect(entries.get('extension.vsixmanifest')?.toString()).toContain(
    `Id="${manifest.name}" Version="${manifest.version}"`,
  )
  const commands = contributes.commands.map(({ command }: { command: string }) => command)
  expect(commands).toEqual(expect.arrayContaining(Object.values(lensCommands)))
  const extension = entries.get('extension/dist/extension.cjs')?.toString() ?? ''
  for (const command of commands) expect(extension).toContain(command)
})

import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles an entry so that a child process can run it, as the product's own build does. The folder lies under
 * node_modules, from where the packages that are left out are found.
 */
export async function bundleEntry(
  entry: string,
  name: string,
): Promise<{ path: string; remove: () => void }> {
  const folder = join(
    import.meta.dirname,
    '../../node_modules/.cache',
    `pipewright-test-${name}-${process.pid}`,
  )
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: { entry },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    external: ['@tensorflow/*'],
  })
  return { path: join(folder, 'entry.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

// Bundles the replay of a simulated run (Node itself runs no TypeScript with JSX) and plays it here.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..', '..')

/** Writes the bundle into a folder of node_modules, so that what stays outside of it is found from there. */
export async function bundleReplay() {
  const folder = join(root, 'node_modules', '.cache', 'pipewright-replay')
  mkdirSync(folder, { recursive: true })
  await build({
    absWorkingDir: root,
    entryPoints: { replay: 'test/reporters/replay.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    outExtension: { '.js': '.mjs' },
    external: ['react-devtools-core'],
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  })
  return join(folder, 'replay.mjs')
}

if (process.argv[1] === import.meta.filename) await import(pathToFileURL(await bundleReplay()).href)

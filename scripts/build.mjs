// Bundles dist/: the command, the worker of the learner, and what they load on demand as separate chunks.
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

/** Builds aside and moves in, so that a `dist/` in use is never half there. */
export async function bundle() {
  const aside = `${dist}.new-${process.pid}`
  await build({
    absWorkingDir: root,
    entryPoints: { pipe: 'src/cli/pipe.ts', worker: 'src/learning/worker.ts' },
    outdir: aside,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // A cold start reads less; names stay, for the logs of faults.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    external: ['@photostructure/sqlite', 'node:sqlite', '@tensorflow/*', 'react-devtools-core'],
    // Bundled CommonJS packages still call require for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  cpSync(join(root, 'src/ir/program.schema.json'), join(aside, 'program.schema.json'))
  for (const folder of ['stdlib', 'starters', 'docs/problems'])
    cpSync(join(root, folder), join(aside, folder), { recursive: true })
  const old = `${dist}.old-${process.pid}`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(aside, dist)
  rmSync(old, { recursive: true, force: true })
}

/** Builds unless `dist/` is newer than all that it is made of: what the tests call. */
export async function bundleIfStale() {
  const built = existsSync(join(dist, 'pipe.js')) ? statSync(join(dist, 'pipe.js')).mtimeMs : 0
  const sources = ['src', 'stdlib', 'starters', 'docs/problems', 'package.json', 'scripts/build.mjs'].map(
    (name) => join(root, name),
  )
  if (sources.some((path) => newest(path) > built)) await bundle()
}

function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

if (process.argv[1] === import.meta.filename) await bundle()

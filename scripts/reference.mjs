// Writes docs/reference/ from the signatures in stdlib/, with examples from the tested programs.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const target = join(root, 'docs/reference')
const aside = mkdtempSync(join(tmpdir(), 'pipe-reference-'))
const outfile = join(aside, 'generate.mjs')
await build({
  entryPoints: [join(root, 'src/cli/reference/generate.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
const { generateReference } = await import(outfile)
const pages = generateReference(root)
mkdirSync(target, { recursive: true })
for (const name of readdirSync(target)) rmSync(join(target, name))
for (const [name, text] of pages) writeFileSync(join(target, `${name}.md`), text)
rmSync(aside, { recursive: true })

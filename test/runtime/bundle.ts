import { join } from 'node:path'
import { build } from 'esbuild'
import type { Program } from '../../src/ir/program.ts'

/**
 * The text of a script that runs a program in the project that it lies in, by the real runtime: for tests in which the
 * whole process is killed. Its exit status is 0 when the run succeeded.
 */
export async function bundleOf(program: Program, options: { readonly jobs?: number } = {}): Promise<string> {
  const root = join(import.meta.dirname, '../..')
  const built = await build({
    stdin: {
      contents: `
        import { run } from './src/runtime/run.ts'
        import { openStore } from './src/store/open.ts'
        const opened = await openStore(process.cwd())
        if (!opened.ok) throw new Error(JSON.stringify(opened.diagnostics))
        const options = { program: 'trial.pipe', ...${JSON.stringify(options)} }
        const program = ${JSON.stringify(program)}
        const print = (event) => process.stdout.write(JSON.stringify(event) + '\\n')
        const { status } = await run(program, opened.value, options, print, new AbortController().signal)
        opened.value.close()
        process.exitCode = status === 'success' ? 0 : 1
      `,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    // The package is found from the checkout, wherever the script lies.
    plugins: [
      {
        name: 'sqlite-of-the-checkout',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^@photostructure\/sqlite$/ }, ({ path }) => ({
            path: import.meta.resolve(path),
            external: true,
          }))
        },
      },
    ],
  })
  return built.outputFiles[0]?.text ?? ''
}

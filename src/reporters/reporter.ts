import type { Reporter, ReporterKind, ReporterOptions } from './reporter-contract.ts'

export type { Reporter, ReporterKind, ReporterOptions }

/**
 * Makes a view. Each loads only what it needs: the terminal view's libraries cost more than the rest of a command.
 * Where `tui` is asked for and there is no terminal, plain lines are written, and a note that says so.
 */
export async function createReporter(kind: ReporterKind, options: ReporterOptions): Promise<Reporter> {
  switch (kind) {
    case 'json': {
      const { createJsonReporter } = await import('./json-reporter.ts')
      return createJsonReporter(options.stdout)
    }
    case 'plain': {
      const { createPlainReporter } = await import('./plain/plain-reporter.ts')
      return createPlainReporter(options)
    }
    case 'tui': {
      if (!options.stdout.isTTY) return plainInstead(options)
      const { createTerminalReporter } = await import('./tui/terminal-reporter.ts')
      return createTerminalReporter(options)
    }
  }
}

async function plainInstead(options: ReporterOptions): Promise<Reporter> {
  options.stdout.write('note: the terminal view needs a terminal; these are plain lines\n')
  return createReporter('plain', options)
}

/** The environment variables that decide which view suits. */
export interface ReporterEnvironment {
  readonly [name: string]: string | undefined
}

/**
 * The view that suits a place: the terminal view where someone watches a terminal that can be drawn on; plain lines in
 * files, pipes, continuous integration, dumb terminals, and for screen readers.
 */
export function suitableReporter(
  stdout: { readonly isTTY?: boolean },
  environment: ReporterEnvironment,
): 'tui' | 'plain' {
  const ci = environment.CI
  const automated = ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false'
  const dumb = environment.TERM === 'dumb'
  const spoken = environment.INK_SCREEN_READER === 'true'
  return stdout.isTTY === true && !automated && !dumb && !spoken ? 'tui' : 'plain'
}

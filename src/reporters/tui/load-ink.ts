/** Variables that make Ink draw no frames (a build server) or look for its debugger. */
const misleading = ['CI', 'CONTINUOUS_INTEGRATION', 'DEV'] as const

/**
 * Loads Ink and React. Ink looks at the environment once, while it loads; whoever asked for the terminal view gets it,
 * also where a variable says that this is a build server.
 */
export async function loadInk() {
  const hidden = misleading.map((name) => [name, process.env[name]] as const)
  for (const name of misleading) delete process.env[name]
  try {
    return await import('./mount.tsx')
  } finally {
    for (const [name, value] of hidden) if (value !== undefined) process.env[name] = value
  }
}

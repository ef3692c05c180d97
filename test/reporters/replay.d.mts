/** Bundles the replay of simulated runs and returns the path of the bundle. */
export function bundleReplay(): Promise<string>

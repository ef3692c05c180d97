import { bundleIfStale } from '../scripts/build.mjs'

/** Tests of the command line and of worker processes run what users run: the bundle. */
export default async function setup(): Promise<void> {
  await bundleIfStale()
}

/** One line of the report: `ok` is absent where a thing is merely said. */
export interface LearningFinding {
  readonly what: string
  readonly found: string
  readonly ok?: boolean
  readonly advice?: string
}

/** What of learning works on this machine: the tensor backend is really started and computes. */
export async function learningReport(): Promise<readonly LearningFinding[]> {
  try {
    const { inspectBackend } = await import('./backend/inspect-backend.ts')
    const { version, simd, repaired, product } = await inspectBackend()
    const works = product === 32
    const speed = simd ? 'with SIMD' : 'without SIMD, which makes training several times slower'
    const { chooseEngine } = await import('./engine/device.ts')
    const choice = chooseEngine('auto')
    return [
      {
        what: 'tensors',
        found: `tfjs ${version} on WebAssembly ${speed}, ${repaired} kernels repaired`,
        ok: works,
        ...(!works && { advice: 'Its products are wrong: install pipewright again (`npm ci`).' }),
      },
      { what: 'device', found: 'reason' in choice ? choice.reason : choice.message },
    ]
  } catch (error) {
    return [
      {
        what: 'tensors',
        found: `the tensor library does not load: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
        ok: false,
        advice: 'Install pipewright again (`npm ci`); its packages `@tensorflow/*` are damaged or gone.',
      },
    ]
  }
}

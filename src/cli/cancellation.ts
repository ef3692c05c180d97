/** Ends a run: asked once it is graceful, asked again it is at once. */
export interface Cancellation {
  readonly signal: AbortSignal
  readonly force: AbortSignal
  /** Called by the terminal view, which reads Ctrl-C as a key. */
  request(force: boolean): void
  /** Stops listening to the process's signals. */
  release(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Listens to Ctrl-C and to what service managers send, for as long as a run lasts. */
export function listenForCancellation(): Cancellation {
  const graceful = new AbortController()
  const forced = new AbortController()
  const request = (force: boolean) => {
    if (force || graceful.signal.aborted) forced.abort()
    graceful.abort()
  }
  const onSignal = () => request(false)
  for (const name of signals) process.on(name, onSignal)
  return {
    signal: graceful.signal,
    force: forced.signal,
    request,
    release() {
      for (const name of signals) process.off(name, onSignal)
    },
  }
}

import { render } from 'ink'
import { LiveView, type LiveViewProps } from './components/live-view.tsx'
import type { InkStream } from './ink-stream.ts'

/** A view that is on the screen. */
export interface Mounted {
  update(properties: LiveViewProps): void
  unmount(): void
}

/** Puts the live view on the screen. `onFault` is told when the view broke, which is a fault of this program. */
export function mount(
  properties: LiveViewProps,
  stdout: InkStream,
  stdin: NodeJS.ReadStream,
  onFault: (fault: unknown) => void,
): Mounted {
  const instance = render(<LiveView {...properties} />, {
    // Of a stream Ink uses no more than InkStream has.
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: false,
  })
  // Ink takes down a view that throws and tells nobody but who waits for its end.
  instance.waitUntilExit().catch(onFault)
  return {
    update: (next) => instance.rerender(<LiveView {...next} />),
    unmount: () => instance.unmount(),
  }
}

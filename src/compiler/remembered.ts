import type { Diagnostic } from '../base/diagnostics/diagnostic.ts'
import { SourceText } from '../base/source.ts'
import type { Program } from '../ir/program.ts'
import { type Compilation, compile } from './compile.ts'
import type { CompilerHost } from './host.ts'
import { type Observation, observedHost, stillHolds } from './observed-host.ts'

/** A compilation with all that it read, as text that can be kept from one call of the tool to the next. */
interface Memory {
  readonly compiler: string
  readonly observations: readonly Observation[]
  readonly program: Program
  /** Warnings: a program with errors is not kept. */
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: readonly string[]
  readonly root: string
}

/** The bundle's name holds the hash of its content, so that another compiler believes nothing that this one wrote. */
const compiler = import.meta.url

/** A compilation, and what to keep of it; nothing when it is remembered or not worth keeping. */
export interface RememberedCompilation {
  readonly compilation: Compilation
  readonly memory?: () => string
}

/** Below this many nodes compiling is quicker than remembering. */
const worthKeeping = 200

/** Compiles, unless `memory`, which an earlier call gave, holds the same and everything that was read is as it was. */
export function compileRemembering(
  host: CompilerHost,
  file: string,
  memory: string | undefined,
): RememberedCompilation {
  const remembered = memory === undefined ? undefined : recall(host, memory)
  if (remembered) return { compilation: remembered }
  const observations: Observation[] = []
  const compilation = compile(
    observedHost(host, (observation) => observations.push(observation)),
    file,
  )
  const { program, diagnostics, sources, root } = compilation
  if (!program || program.nodes.length < worthKeeping) return { compilation }
  const kept: Memory = { compiler, observations, program, diagnostics, sources: [...sources.keys()], root }
  return { compilation, memory: () => JSON.stringify(kept) }
}

function recall(host: CompilerHost, text: string): Compilation | undefined {
  const memory = parsed(text)
  if (memory?.compiler !== compiler || !stillHolds(host, memory.observations)) return undefined
  const { program, diagnostics, root } = memory
  const sources = new Map(
    memory.sources.map((file) => [file, new SourceText(file, host.readText(file) ?? '')]),
  )
  return { program, diagnostics, sources, root }
}

/** What is no JSON was cut off or damaged: it is as good as nothing. */
function parsed(text: string): Memory | undefined {
  try {
    return JSON.parse(text) as Memory
  } catch {
    return undefined
  }
}

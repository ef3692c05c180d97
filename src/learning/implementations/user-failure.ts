import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { moduleProblems } from '../../base/diagnostics/module-problems.ts'
import type { ComponentValue } from '../../ir/expression.ts'
import { TaskFailure } from '../failure.ts'

/** Runs code of the user's: what it throws is told as a failure of its component, with the line that threw. */
export function runOwn<T>(component: string, doing: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw ownFailure(component, doing, error)
  }
}

/** An exception of the user's code as a failure of its component. */
export function ownFailure(component: string, doing: string, error: unknown): TaskFailure {
  if (error instanceof TaskFailure) return error
  const reason = `${messageOf(error)}${lineOf(error)}`
  return new TaskFailure(diagnose(moduleProblems.implementationFailed, { component, doing, reason }))
}

/** What ends a training of a model of the user's, such as an operation without a gradient, is said to be of the model. */
export function trainingFailure({ $component, implementation }: ComponentValue, error: unknown): unknown {
  const isPlain = error instanceof Error && error.name === 'Error' && !('code' in error)
  return implementation && isPlain ? ownFailure($component, 'it was trained', error) : error
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (text.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 300)
}

/** The first line of the module in the stack: its address holds its whole text, so only the numbers are kept. */
function lineOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const found = /data:text\/javascript;base64,[A-Za-z0-9+/=]*:(\d+)/.exec(stack)
  return found ? ` (line ${found[1]})` : ''
}

/** Refuses what code of the user's gave back. */
export function refuseResult(component: string, expected: string, value: unknown): never {
  const found = describe(value)
  throw new TaskFailure(diagnose(moduleProblems.wrongResult, { component, expected, found }))
}

function describe(value: unknown): string {
  if (value instanceof Promise) return 'a promise'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'nothing in it'}`
  }
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return `\`${text.slice(0, 60)}\``
}

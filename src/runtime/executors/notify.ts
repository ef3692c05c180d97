import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import type { ComponentValue, Expression, SecretValue, Value } from '../../ir/expression.ts'
import { describeValue } from '../../ir/functions.ts'
import { commandLine } from '../commands/command.ts'
import { causeOfFailure, stopped } from '../commands/failure-cause.ts'
import { fromRoot, onDisk, reasonOf } from '../files/project-files.ts'
import { commandForm } from '../plan/command-form.ts'
import { CommandPaths } from './command-paths.ts'
import type { Attempt, Executor, Outcome, Workshop } from './executor.ts'
import { runCommand } from './run-command.ts'

/** Milliseconds that a receiver has for one message. */
const patience = 10_000
/** Tries to reach a server, and the milliseconds before the second, doubled before each further one. */
const tries = 3
const pause = 500

/** Notifications: a message to a receiver. */
export const executeNotify: Executor = (attempt, workshop) => {
  const to = attempt.config.to as ComponentValue | null | undefined
  const receiver = receivers[to?.$component ?? '']
  if (!to || !receiver) throw new TypeError(`no receiver ${describeValue(to)}`)
  return receiver(to, attempt, workshop)
}

type Receiver = (to: ComponentValue, attempt: Attempt, workshop: Workshop) => Promise<Outcome>

const receivers: Readonly<Record<string, Receiver>> = {
  webhook: (to, attempt, workshop) => sendToServer(to, attempt, workshop, factsOf(attempt, workshop)),
  slack: (to, attempt, workshop) => sendToServer(to, attempt, workshop, { text: messageOf(attempt) }),
  command: callCommand,
  file: appendToFile,
}

const delivered: Outcome = { ok: true, outputs: {} }

function undelivered({ node }: Attempt, receiver: string, reason: string): Outcome {
  return { ok: false, diagnostics: [diagnose(runProblems.notDelivered, { node: node.id, receiver, reason })] }
}

function messageOf({ config }: Attempt): string {
  return String(config.message)
}

/** `text` is what Slack, Mattermost and Teams show; the rest is for programs. */
function factsOf(attempt: Attempt, { environment }: Workshop): { readonly [name: string]: unknown } {
  return {
    text: messageOf(attempt),
    pipeline: environment.fact('pipeline.name'),
    run: environment.fact('run.id'),
    status: environment.fact('run.status'),
    date: environment.fact('run.date'),
  }
}

async function sendToServer(
  to: ComponentValue,
  attempt: Attempt,
  workshop: Workshop,
  message: { readonly [name: string]: unknown },
): Promise<Outcome> {
  const { url } = to.arguments
  const secret = typeof url === 'object' && url !== null && '$secret' in url
  const address = secret
    ? workshop.secrets.read((url as SecretValue).$secret)
    : ({ ok: true, value: String(url) } as const)
  if (!address.ok) return address
  const body = JSON.stringify(message)
  const receiver = secret ? 'its webhook' : `the webhook ${hostOf(address.value)}`
  for (let count = 1; ; count++) {
    const problem = await post(address.value, body, attempt.signal)
    if (problem === undefined) return delivered
    if (attempt.signal.aborted)
      return { ok: false, diagnostics: [stopped(attempt.node.id, attempt.signal.reason, [])] }
    if (!problem.again || count === tries) return undelivered(attempt, receiver, problem.reason)
    await delay(pause * 2 ** (count - 1))
  }
}

/** Paths of webhooks are often secrets themselves. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address
}

async function post(
  address: string,
  body: string,
  signal: AbortSignal,
): Promise<{ readonly reason: string; readonly again: boolean } | undefined> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
    await response.body?.cancel()
    if (response.ok) return undefined
    const again = response.status >= 500 || response.status === 429
    return { reason: `it answered with status ${response.status}`, again }
  } catch (error) {
    return { reason: reasonOfRequest(error), again: URL.canParse(address) }
  }
}

function reasonOfRequest(error: unknown): string {
  const { name, cause, message } = error as Error & {
    readonly cause?: { readonly code?: string; readonly message?: string }
  }
  if (name === 'TimeoutError') return `there was no answer within ${patience / 1000} seconds`
  if (cause?.code === 'ECONNREFUSED') return 'the connection was refused'
  if (cause?.code === 'ERR_INVALID_URL') return 'that is no URL'
  if (cause?.code === 'ENOTFOUND' || cause?.code === 'EAI_AGAIN') return 'its host name is not known'
  return cause?.code ?? cause?.message ?? message
}

async function callCommand(to: ComponentValue, attempt: Attempt, workshop: Workshop): Promise<Outcome> {
  const { node, log, signal } = attempt
  const folder = onDisk(workshop.root, node.folder)
  const paths = new CommandPaths({ attempt, workshop, outputs: undefined, folder })
  const staging = () => workshop.store.staging(workshop.run, node.id)
  const run = runExpression(node.config.to)
  const form = run ? commandForm(run, workshop.environment) : 'text'
  const command = await commandLine(node.id, to.arguments.run ?? '', form, paths, staging)
  if (!command.ok) return command
  const ending = await runCommand(attempt, workshop, {
    ...command.value,
    folder,
    variables: {
      PIPE_MESSAGE: messageOf(attempt),
      PIPE_STATUS: String(workshop.environment.fact('run.status')),
    },
  })
  log.end()
  const cause: Diagnostic | undefined = causeOfFailure(
    node.id,
    command.value,
    ending,
    log.lastLines(),
    signal.reason,
  )
  return cause ? { ok: false, diagnostics: [cause] } : delivered
}

function runExpression(to: Expression | undefined): Expression | undefined {
  if (to?.op === 'component') return to.arguments.run
  const value = to?.op === 'value' ? (to.value as ComponentValue | null)?.arguments?.run : undefined
  return value === undefined ? undefined : { op: 'value', value: value as Value }
}

async function appendToFile(to: ComponentValue, attempt: Attempt, workshop: Workshop): Promise<Outcome> {
  const path = fromRoot(attempt.node.folder, String(to.arguments.path))
  if (path.startsWith('..') || path.startsWith('/')) {
    return undelivered(attempt, `the file ${path}`, 'it is outside of the project')
  }
  try {
    const file = onDisk(workshop.root, path)
    mkdirSync(dirname(file), { recursive: true })
    appendFileSync(file, `${workshop.redactor.text(messageOf(attempt))}\n`)
    return delivered
  } catch (error) {
    return undelivered(attempt, `the file ${path}`, reasonOf(error))
  }
}

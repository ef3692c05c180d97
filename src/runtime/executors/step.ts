import { diagnose } from '../../base/diagnostics/diagnostic.ts'
import { runProblems } from '../../base/diagnostics/run-problems.ts'
import { commandLine } from '../commands/command.ts'
import { causeOfFailure } from '../commands/failure-cause.ts'
import { onDisk, statusOf } from '../files/project-files.ts'
import { commandForm } from '../plan/command-form.ts'
import { deviceVariables } from '../schedule/capacity.ts'
import { CommandPaths } from './command-paths.ts'
import { commandVariables } from './command-variables.ts'
import type { Executor, Outcome } from './executor.ts'
import { exportsFor, handedOver } from './exports.ts'
import { runCommand } from './run-command.ts'
import { StagedOutputs } from './step-outputs.ts'

/** Steps: any command, in a process group of its own, with its outputs staged. */
export const executeStep: Executor = async (attempt, workshop): Promise<Outcome> => {
  const { node, config, log, signal } = attempt
  const { store, root } = workshop
  const folder = onDisk(root, node.folder)
  if (!statusOf(folder)?.isDirectory()) {
    return {
      ok: false,
      diagnostics: [diagnose(runProblems.noFolder, { node: node.id, folder: node.folder })],
    }
  }
  let made: Promise<string> | undefined
  const staging = () => {
    made ??= store.staging(workshop.run, node.id)
    return made
  }
  const declared = workshop.writers.of(node.id)
  const outputs = declared.length > 0 ? new StagedOutputs(node, declared, await staging()) : undefined
  const exported = await exportsFor(attempt, workshop)
  if (!exported.ok) return exported
  const paths = new CommandPaths({ attempt, workshop, outputs, folder })
  await paths.prepare(staging)
  const variables = commandVariables(
    node.id,
    handedOver(config.env ?? null, exported.value),
    paths,
    workshop.secrets,
  )
  if (!variables.ok) return variables
  const form = node.config.run ? commandForm(node.config.run, workshop.environment) : 'text'
  const command = await commandLine(
    node.id,
    handedOver(config.run ?? '', exported.value),
    form,
    paths,
    staging,
  )
  if (!command.ok) return command
  const ending = await runCommand(attempt, workshop, {
    ...command.value,
    folder,
    variables: { ...deviceVariables(attempt.devices), ...variables.value },
  })
  attempt.release()
  log.end()
  const cause = causeOfFailure(node.id, command.value, ending, log.lastLines(), signal.reason)
  if (cause) return { ok: false, diagnostics: [cause] }
  if (ending.leftBehind > 0) {
    const diagnostic = diagnose(runProblems.leftBehind, { node: node.id, count: ending.leftBehind })
    attempt.tell({ type: 'run-warning', diagnostic })
  }
  if (!outputs) return { ok: true, outputs: {} }
  const collected = await outputs.collect(root, store)
  return collected.ok ? { ok: true, outputs: collected.value } : collected
}

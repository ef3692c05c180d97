import { DirectLauncher, type Launcher } from './commands/launcher.ts'
import { ShellLauncher, shellKinds } from './commands/shell-launcher.ts'
import type { Plan } from './plan/plan.ts'

/** From so many commands on, shells that start them are worth being started themselves. */
const worthwhile = 16

/** Who starts the commands of a run: for many of them shells, where there are any that can; else this process. */
export function launcherFor(plan: Plan, run: string, root: string, variables: NodeJS.ProcessEnv): Launcher {
  const commands = plan.nodes.filter(({ node, decision }) => {
    return node.kind === 'step' && (decision === 'run' || decision === 'wait')
  })
  const [kind] = commands.length >= worthwhile ? shellKinds(variables) : []
  return kind ? new ShellLauncher(kind, run, root, variables) : new DirectLauncher(run, variables)
}

#!/usr/bin/env node
import { Command, Option } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { origins } from '../importers/origins.ts'
import type { CheckOptions } from './commands/check.ts'
import type { DoctorOptions } from './commands/doctor.ts'
import type { ExecOptions } from './commands/exec.ts'
import type { ExplainOptions } from './commands/explain.ts'
import type { FmtOptions } from './commands/fmt.ts'
import type { GraphOptions } from './commands/graph.ts'
import type { ImportOptions } from './commands/import.ts'
import type { InitOptions } from './commands/init.ts'
import type { PlanOptions } from './commands/plan.ts'
import type { RunOptions } from './commands/run.ts'
import type { RunsOptions } from './commands/runs.ts'
import type { ShowOptions } from './commands/show.ts'
import { guarded } from './guard.ts'
import { starters } from './starters.ts'

// Each command's module is imported when it is called: `pipe check` must not pay for Ink or SQLite.
const pipe = new Command('pipe')
  .description(
    'Typed machine-learning pipelines: check everything first, run what changed, remember every run.',
  )
  .version(manifest.version, '-V, --version', 'print the version')
  .helpOption('-h, --help', 'print help')
  .helpCommand('help [command]', 'print help of a command')
  .showHelpAfterError('(see `pipe --help`)')
  .showSuggestionAfterError()
  .addHelpText(
    'after',
    `${examples(
      'pipe init',
      'pipe check',
      'pipe run --set lr=0.01',
      'pipe plan --json',
      'pipe explain train.optimizer',
    )}\nExit codes: 0 done, 1 the program has errors or a node failed, 2 wrong usage.\n`,
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

/** The part of a help that shows, rather than tells. */
function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}

const set = new Option('-s, --set <name=value>', 'set a param (may be repeated)').argParser(collect)
const params = new Option(
  '--params <file>',
  'set params from a YAML or JSON file (may be repeated)',
).argParser(collect)
const json = new Option('--json', 'print JSON')

pipe
  .command('init [folder]')
  .description('write a program that runs as it is')
  .addOption(
    new Option(
      '--starter <name>',
      Object.entries(starters)
        .map(([name, is]) => `${name}: ${is}`)
        .join('; '),
    )
      .choices(Object.keys(starters))
      .default('train'),
  )
  .addHelpText('after', examples('pipe init', 'pipe init my-project --starter commands'))
  .action(
    guarded(async (folder: string | undefined, options: InitOptions) => {
      const { init } = await import('./commands/init.ts')
      return init(folder ?? '.', options)
    }),
  )

pipe
  .command('check [program...]')
  .description('check programs: names, types, units, ranges, data columns, cycles')
  .addOption(json)
  .option('--sarif', 'print SARIF 2.1.0, for code scanning')
  .option('--ir', 'print the checked program as JSON, as `pipewright/program.schema.json` describes it')
  .option('--fix', 'mend what can be mended for sure, then check')
  .option('--dry-run', 'show what --fix would change, and change nothing')
  .addHelpText(
    'after',
    examples(
      'pipe check',
      'pipe check train.pipe eval.pipe',
      'pipe check --fix --dry-run',
      'pipe check --sarif > findings.sarif',
    ),
  )
  .action(
    guarded(async (programs: string[], options: CheckOptions) => {
      const { check } = await import('./commands/check.ts')
      return check(programs, options)
    }),
  )

pipe
  .command('fmt [program...]')
  .description('write programs in the one format; comments stay')
  .option('--check', 'change nothing; exit 1 when a file is not in the format')
  .addHelpText('after', examples('pipe fmt', 'pipe fmt --check train.pipe', 'pipe fmt - < train.pipe'))
  .action(
    guarded(async (programs: string[], options: FmtOptions) => {
      const { fmt } = await import('./commands/fmt.ts')
      return fmt(programs, options)
    }),
  )

pipe
  .command('plan [program]')
  .description('say for each node whether it would run or is cached, and which field changed')
  .addOption(set)
  .addOption(params)
  .option('--only <nodes...>', 'these nodes and what they need')
  .option('--until <nodes...>', 'everything but what comes after these nodes')
  .option('--force', 'as if nothing were cached')
  .option('--exit-code', 'exit 3 when something would run')
  .addOption(json)
  .addHelpText(
    'after',
    examples('pipe plan', 'pipe plan --set lr=0.01', 'pipe plan --exit-code && echo up to date'),
  )
  .action(
    guarded(async (program: string | undefined, options: PlanOptions) => {
      const { plan } = await import('./commands/plan.ts')
      return plan(program, options)
    }),
  )

pipe
  .command('run [program]')
  .description('run what is not cached')
  .addOption(set)
  .addOption(params)
  .option('-j, --jobs <count>', 'nodes at a time (default: one for each core)')
  .option('--only <nodes...>', 'these nodes and what they need')
  .option('--until <nodes...>', 'everything but what comes after these nodes')
  .option('--force', 'run even what is cached')
  .addOption(
    new Option('--reporter <kind>', 'the view; tui on a terminal, else plain').choices([
      'tui',
      'plain',
      'json',
    ]),
  )
  .option('-w, --watch', 'run again when the program or its files change')
  .addHelpText(
    'after',
    examples(
      'pipe run',
      'pipe run train.pipe --set lr=0.01 --jobs 4',
      'pipe run --params big.yaml --only evaluate_test',
      'pipe run --reporter json > events.jsonl',
    ),
  )
  .action(
    guarded(async (program: string | undefined, options: RunOptions) => {
      const { run } = await import('./commands/run.ts')
      return run(program, options)
    }),
  )

pipe
  .command('exec <id>')
  .description('do the work of one node whose inputs are cached: what other engines call')
  .option('-p, --program <program>', 'the program (default: the only one here)')
  .addOption(set)
  .addOption(params)
  .option('--force', 'even if it is cached')
  .addOption(new Option('--reporter <kind>', 'the view').choices(['plain', 'json']).default('plain'))
  .addHelpText('after', examples('pipe exec fit', 'pipe exec fit --program train.pipe --set lr=0.01'))
  .action(
    guarded(async (id: string, options: ExecOptions) => {
      const { exec } = await import('./commands/exec.ts')
      return exec(id, options)
    }),
  )

pipe
  .command('runs')
  .description('list the runs of this project, the newest first')
  .option('-n, --limit <count>', 'at most so many', '20')
  .addOption(json)
  .addHelpText('after', examples('pipe runs', 'pipe runs -n 5 --json'))
  .action(
    guarded(async (options: RunsOptions) => {
      const { runs } = await import('./commands/runs.ts')
      return runs(options)
    }),
  )

pipe
  .command('show [run] [node]')
  .description('show a run: its nodes, metrics, curves and outputs (default: the last run)')
  .addOption(json)
  .addHelpText('after', examples('pipe show', 'pipe show 20261121-093512-k7f2', 'pipe show last fit'))
  .action(
    guarded(async (run: string | undefined, node: string | undefined, options: ShowOptions) => {
      const { show } = await import('./commands/show.ts')
      return show(run, node, options)
    }),
  )

pipe
  .command('graph [program]')
  .description('draw a program: in the terminal, or as SVG, Mermaid, DOT or JSON')
  .addOption(
    new Option('--format <format>', 'default: as the name of --out ends, else text').choices([
      'text',
      'svg',
      'mermaid',
      'dot',
      'json',
    ]),
  )
  .option('-o, --out <file>', 'write it to a file')
  .addOption(
    new Option('--theme <theme>', 'of an SVG; auto follows what the viewer prefers')
      .choices(['light', 'dark', 'auto'])
      .default('auto'),
  )
  .addOption(
    new Option('--direction <direction>', 'where links lead').choices(['down', 'right']).default('down'),
  )
  .option('--run [run]', 'colour nodes by how they ended in a run (default: the last one of this program)')
  .option('--goal <nodes...>', 'only these nodes and what they need')
  .option('--expand [nodes...]', 'fold nothing, or not these nodes, components and sweeps')
  .option('--json', 'the same as --format json')
  .addHelpText(
    'after',
    `${examples(
      'pipe graph',
      'pipe graph --run',
      'pipe graph --out graph.svg --run last',
      'pipe graph train.pipe --format mermaid >> README.md',
      'pipe graph --format dot | dot -Tpdf > graph.pdf',
      'pipe graph --goal final --out final.svg --theme dark --direction right',
      'pipe graph --out all.svg --expand',
    )}\nLarge programs are folded and the picture says so. JSON and DOT have every node; docs/graph.md has their form.\n`,
  )
  .action(
    guarded(async (program: string | undefined, options: GraphOptions) => {
      const { graph } = await import('./commands/graph.ts')
      return graph(program, options)
    }),
  )

pipe
  .command('explain <topic>')
  .description('explain a diagnostic code, a kind, a field, a component, a type, a unit or a function')
  .addOption(json)
  .addHelpText(
    'after',
    examples(
      'pipe explain PIPE2001',
      'pipe explain train',
      'pipe explain train.optimizer',
      'pipe explain adam',
    ),
  )
  .action(
    guarded(async (topic: string, options: ExplainOptions) => {
      const { explain } = await import('./commands/explain.ts')
      return explain(topic, options)
    }),
  )

pipe
  .command('import <place>')
  .description('turn a dvc.yaml or a workflow of GitHub Actions into a program, and list what it can not say')
  .option('-o, --out <file>', 'write the program there, beside what it was; without it, to the terminal')
  .addOption(new Option('--from <kind>', 'what the file is (default: by what it holds)').choices(origins))
  .addOption(json)
  .addHelpText(
    'after',
    examples(
      'pipe import dvc.yaml',
      'pipe import . --out train.pipe',
      'pipe import .github/workflows/train.yml --out train.pipe',
      'pipe import . --from github --json',
    ),
  )
  .action(
    guarded(async (place: string, options: ImportOptions) => {
      const { importProgram } = await import('./commands/import.ts')
      return importProgram(place, options)
    }),
  )

pipe
  .command('doctor')
  .description('say what this machine and this project have: Node, store, devices, tools')
  .addOption(json)
  .addHelpText('after', examples('pipe doctor'))
  .action(
    guarded(async (options: DoctorOptions) => {
      const { doctor } = await import('./commands/doctor.ts')
      return doctor(options)
    }),
  )

pipe
  .command('lsp')
  .description('serve editors: the language server protocol over standard input and output')
  .addOption(new Option('--stdio', 'what it does in any case; many editors say it').hideHelp())
  .addHelpText('after', `${examples('pipe lsp')}\nAn editor starts it; docs/editors.md says how, for each.\n`)
  .action(
    guarded(async () => {
      const { lsp } = await import('./commands/lsp.ts')
      return lsp(manifest.version)
    }),
  )

await pipe.parseAsync()

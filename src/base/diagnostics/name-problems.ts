import { problem } from './diagnostic.ts'

/** A word that nothing bears, and the known one that was probably meant. */
interface Unknown {
  readonly name: string
  readonly suggestion?: string | undefined
}

function didYouMean({ suggestion }: { readonly suggestion?: string | undefined }): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean \`${suggestion}\`?`
}

/** The known name mends the mistake where it stands. */
function suggested({ suggestion }: { readonly suggestion?: string | undefined }): string | undefined {
  return suggestion
}

/** Names, kinds, fields, cycles: what refers to what. Codes PIPE2001 to PIPE2999. */
export const nameProblems = {
  unknownName: problem<Unknown & { kind?: string | undefined }>(
    'PIPE2001',
    'error',
    ({ name }) => `Nothing here is called \`${name}\`.`,
    (p) =>
      didYouMean(p) ??
      `Declare it, as with \`${p.kind ?? 'let'} ${p.name} = …\`, or import it from another file.`,
    suggested,
  ),
  unknownKind: problem<Unknown>(
    'PIPE2002',
    'error',
    ({ name }) => `There is no kind \`${name}\`.`,
    (p) =>
      didYouMean(p) ??
      'The kinds are pipeline, param, secret, let, model, executor, dataset, regulation, train, evaluate, score, sweep, compare, register, deploy, experiment, step, notify, trigger, target and component.',
    suggested,
  ),
  duplicateName: problem<{ name: string }>(
    'PIPE2004',
    'error',
    ({ name }) => `\`${name}\` is declared twice.`,
    () => 'Names are shared by all kinds: rename one of the two.',
  ),
  badName: problem<{ name: string; better?: string | undefined }>(
    'PIPE2005',
    'error',
    ({ name }) =>
      `\`${name}\` can't be a name: names are lower-case words and digits, joined by single \`_\`.`,
    ({ better }) => (better === undefined ? undefined : `Call it \`${better}\`.`),
  ),
  reservedName: problem<{ name: string }>(
    'PIPE2006',
    'error',
    ({ name }) => `\`${name}\` has a meaning of its own and can't be declared.`,
    () => '`pipeline`, `run`, `seed`, `inputs`, `outputs` and `previous` are reserved.',
  ),
  unknownField: problem<Unknown & { owner: string; known: readonly string[] }>(
    'PIPE2007',
    'error',
    ({ name, owner }) => `${owner} has no field \`${name}\`.`,
    (p) => didYouMean(p) ?? (p.known.length > 0 ? `It has ${listed(p.known)}.` : 'It has none.'),
    suggested,
  ),
  missingField: problem<{
    name: string
    owner: string
    example?: string | undefined
    /** What the field takes, in words. */
    takes?: string | undefined
  }>(
    'PIPE2008',
    'error',
    ({ name, owner }) => `${owner} needs \`${name}\`.`,
    ({ example, takes }) =>
      example === undefined ? undefined : `Write \`${example}\`${takes === undefined ? '' : `, ${takes}`}.`,
  ),
  duplicateField: problem<{ name: string }>(
    'PIPE2009',
    'error',
    ({ name }) => `\`${name}\` is given twice.`,
    () => 'Keep one of the two: neither would win by its place.',
  ),
  unknownComponent: problem<Unknown & { wanted?: string | undefined; known: readonly string[] }>(
    'PIPE2010',
    'error',
    ({ name, wanted }) =>
      wanted === undefined
        ? `There is no component or function \`${name}\`.`
        : `There is no ${wanted} called \`${name}\`.`,
    (p) => didYouMean(p) ?? (p.known.length > 0 ? `There are ${listed(p.known)}.` : undefined),
    suggested,
  ),
  ambiguousComponent: problem<{ name: string; categories: readonly string[] }>(
    'PIPE2011',
    'error',
    ({ name, categories }) => `\`${name}\` may be ${categories.join(' or ')}, and nothing here says which.`,
    () => 'Write it in the field that uses it.',
  ),
  tooManyArguments: problem<{ name: string; most: number }>('PIPE2012', 'error', ({ name, most }) =>
    most === 0 ? `\`${name}\` takes no arguments.` : `\`${name}\` takes at most ${most} arguments.`,
  ),
  unknownOutput: problem<Unknown & { node: string; known: readonly string[] }>(
    'PIPE2013',
    'error',
    ({ name, node }) => `\`${node}\` has no output \`${name}\`.`,
    (p) => didYouMean(p) ?? (p.known.length > 0 ? `It has ${listed(p.known)}.` : 'It has no outputs.'),
    suggested,
  ),
  unknownMember: problem<Unknown & { owner: string; known: readonly string[] }>(
    'PIPE2014',
    'error',
    ({ name, owner }) => `There is no \`${name}\` in ${owner}.`,
    (p) => didYouMean(p) ?? (p.known.length > 0 ? `There is ${listed(p.known)}.` : undefined),
    suggested,
  ),
  cycle: problem<{ path: readonly string[] }>(
    'PIPE2015',
    'error',
    ({ path }) =>
      path.length === 1
        ? `\`${path[0]}\` depends on itself.`
        : `${[...path, path[0]]
            .map((name) => `\`${name}\``)
            .join(', which needs ')
            .replace(', which', '')}: this never ends.`,
    () => 'Take one of these references away.',
  ),
  unused: problem<{ kind: string; name: string }>(
    'PIPE2016',
    'warning',
    ({ kind, name }) => `The ${kind} \`${name}\` is never used.`,
    ({ kind }) =>
      kind === 'regulation'
        ? 'It does nothing until a `train` lists it under `regulate` or `monitor`.'
        : 'Use it where it was meant, or remove it.',
  ),
  hides: problem<{ name: string; meaning: string; kind: string }>(
    'PIPE2017',
    'warning',
    ({ name, meaning, kind }) => `\`${name}\` is ${meaning} here, not your ${kind} \`${name}\`.`,
    ({ kind }) => `Rename the ${kind} if it was meant.`,
  ),
  wrongForm: problem<{ kind: string; form: string }>(
    'PIPE2018',
    'error',
    ({ kind, form }) => `A \`${kind}\` is written \`${form}\`.`,
  ),
  misplacedEntry: problem<{ name: string }>(
    'PIPE2019',
    'error',
    ({ name }) => `\`${name}\` stands outside of any declaration.`,
    ({ name }) => `Put it in a block, or make it a value: \`let ${name} = …\`.`,
  ),
  misplacedDeclaration: problem<{ kind: string }>(
    'PIPE2020',
    'error',
    ({ kind }) => `A \`${kind}\` can't be declared in here.`,
    () => 'Declarations stand at the left margin of a file; what is in here is written `key: value`.',
  ),
  secondPipeline: problem(
    'PIPE2021',
    'error',
    () => 'A program has one `pipeline` declaration, and this is the second.',
  ),
  nodeAsValue: problem<{ node: string; outputs: readonly string[] }>(
    'PIPE2022',
    'error',
    ({ node }) => `\`${node}\` is a node; a value is one of its outputs.`,
    ({ node, outputs }) =>
      outputs.length > 0
        ? `Write ${listed(
            outputs.map((output) => `${node}.${output}`),
            'or',
          )}.`
        : 'It has none.',
    ({ node, outputs: [only, second] }) =>
      only !== undefined && second === undefined ? `${node}.${only}` : undefined,
  ),
  componentAsName: problem<{ name: string; category: string }>(
    'PIPE2024',
    'error',
    ({ name }) => `Nothing here is called \`${name}\`.`,
    ({ name, category }) => `\`${name}\` is ${category}; write \`${name}()\`.`,
    ({ name }) => `${name}()`,
  ),
  bareRoot: problem<{ name: string; example: string }>(
    'PIPE2025',
    'error',
    ({ name }) => `\`${name}\` is no value by itself.`,
    ({ example }) => `Name a part of it, such as \`${example}\`.`,
  ),
  notAvailable: problem<{ name: string; where: string }>(
    'PIPE2026',
    'error',
    ({ name }) => `\`${name}\` is not known here.`,
    ({ where }) => where,
  ),
  sameOutputPath: problem<{
    path: string
    first: string
    second: string
    around?: string
    isComponent?: boolean
  }>(
    'PIPE2027',
    'error',
    ({ path, first, second, around }) =>
      around === undefined
        ? `${first} and ${second} both write \`${path}\`.`
        : `${second} writes \`${path}\`, inside of \`${around}\`, which ${first} writes.`,
    ({ isComponent }) =>
      isComponent
        ? 'Two uses of a component write it: let the component take the path as a `param` of type `constant(string)`.'
        : 'Give one of them another path; whichever came last would win.',
  ),
  escapingPath: problem<{ path: string }>(
    'PIPE2028',
    'error',
    ({ path }) => `\`${path}\` lies outside of the project.`,
    () => 'Paths are relative to the file that declares them and stay within the project folder.',
  ),
  badOutputPath: problem<{ path: string; reason: string }>(
    'PIPE2029',
    'error',
    ({ path, reason }) => `\`${path}\` can't be an output: ${reason}.`,
  ),
  noSuchProjectFile: problem<{ path: string }>(
    'PIPE2030',
    'error',
    ({ path }) => `No file of the project matches \`${path}\`.`,
    () => 'Paths and globs are relative to the file that declares them.',
  ),
  libraryBroken: problem<{ reason: string }>(
    'PIPE2031',
    'error',
    ({ reason }) => `The standard library of this installation can't be read: ${reason}.`,
    () => 'Install the package again.',
  ),
  notText: problem<{ path: string; line: number; nul: boolean }>(
    'PIPE2037',
    'error',
    ({ path, line, nul }) =>
      nul ? `Line ${line} of ${path} has a NUL byte.` : `Line ${line} of ${path} is not UTF-8 text.`,
    () => 'A program is text in UTF-8: save it so, or name another file.',
  ),
  unreadableProgram: problem<{ path: string }>(
    'PIPE2032',
    'error',
    ({ path }) => `The program ${path} can't be read.`,
    () => 'Is the path right, and may you read the file?',
  ),
  tooDeep: problem(
    'PIPE2033',
    'error',
    () => 'This expression is nested too deeply.',
    () => 'Name parts of it with `let`.',
  ),
  tooLarge: problem(
    'PIPE2034',
    'error',
    () => 'This expression becomes too large when its `let`s are filled in.',
    () => 'Compute it in a `step`, or say it with less repetition.',
  ),
  badVariable: problem<{ name: string }>(
    'PIPE2036',
    'error',
    ({ name }) => `\`${name}\` can't be the name of an environment variable.`,
    () => 'Such names are letters, digits and `_`, and begin with no digit.',
  ),
  emptyProgram: problem(
    'PIPE2035',
    'warning',
    () => 'This program has no node, so there is nothing to run.',
    () => 'A node is a `dataset`, a `train`, an `evaluate`, a `step` and the like.',
  ),
}

/** `a, b and c`, each in backquotes; long lists are cut. */
function listed(names: readonly string[], conjunction = 'and'): string {
  const quoted = names.slice(0, 12).map((name) => `\`${name}\``)
  if (names.length > 12) return `${quoted.join(', ')}, …`
  if (quoted.length < 2) return quoted[0] ?? 'nothing'
  return `${quoted.slice(0, -1).join(', ')} ${conjunction} ${quoted.at(-1)}`
}

import { problem } from './diagnostic.ts'

/** A word that nothing bears, and the known one that was probably meant. */
interface Unknown {
  readonly name: string
  readonly suggestion?: string | undefined
}

function didYouMean({ suggestion }: { readonly suggestion?: string | undefined }): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean \`${suggestion}\`?`
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

/** Files that import one another, and components of the user's. Codes PIPE2100 to PIPE2199. */
export const moduleProblems = {
  missingFile: problem<Unknown>(
    'PIPE2100',
    'error',
    ({ name }) => `There is no file \`${name}\` to import from.`,
    (p) => didYouMean(p) ?? 'Paths are relative to the file that imports.',
  ),
  importOutside: problem<{ path: string }>(
    'PIPE2101',
    'error',
    ({ path }) => `\`${path}\` lies outside of the project.`,
    () =>
      'A project is the nearest folder upward that has a `.git` or a `.pipe`: keep both files below it, and name the other by a relative path.',
  ),
  importCycle: problem<{ path: readonly string[] }>(
    'PIPE2102',
    'error',
    ({ path }) =>
      path.length < 3 && path[0] === path.at(-1)
        ? `${path[0]} imports from itself.`
        : `These files import in a circle: ${path.join(' -> ')}.`,
    () => 'Move what both need into a file that imports from neither.',
  ),
  missingExport: problem<Unknown & { file: string; known: readonly string[] }>(
    'PIPE2103',
    'error',
    ({ name, file }) => `${file} declares no \`${name}\`.`,
    (p) =>
      didYouMean(p) ??
      (p.known.length > 0
        ? `What can be imported from it: ${listed(p.known.slice(0, 12))}.`
        : 'It declares nothing that can be imported: components, models, lets and executors.'),
    ({ suggestion }) => suggestion,
  ),
  notImportable: problem<{ name: string; kind: string; isNode: boolean }>(
    'PIPE2104',
    'error',
    ({ name, kind, isNode }) =>
      isNode
        ? `\`${name}\` is a ${kind}, and nodes are never imported.`
        : `\`${name}\` is a ${kind}, and a ${kind} can't be imported.`,
    ({ isNode }) =>
      isNode
        ? 'Make it a component with `is: "node"` there, and use that here: each use has nodes of its own.'
        : 'Components, models, lets and executors can be: give a component what it needs as a `param`.',
  ),
  importedThere: problem<{ name: string; file: string; from: string }>(
    'PIPE2105',
    'error',
    ({ name, file }) => `${file} imports \`${name}\` itself and hands nothing on.`,
    ({ from }) => `Import it from ${from}.`,
  ),
  unusedImport: problem<{ name: string }>(
    'PIPE2106',
    'warning',
    ({ name }) => `\`${name}\` is imported and never used.`,
  ),
  newerEdition: problem<{ subject: string; edition: string; newest: string }>(
    'PIPE2107',
    'error',
    ({ subject, edition, newest }) =>
      `${subject} is written for edition ${edition}, and this version of Pipewright knows editions up to ${newest}.`,
    () =>
      'Install a newer Pipewright; nothing else was checked there, because its words may mean other things.',
  ),
  notAPipeFile: problem<{ path: string; isScript: boolean }>(
    'PIPE2108',
    'error',
    ({ path }) => `\`${path}\` is no \`.pipe\` file, and only those can be imported from.`,
    ({ path, isScript }) =>
      isScript ? `Declare a component with \`implementation: "${path}"\`.` : undefined,
  ),
  importReads: problem<{ reader: string; name: string; kind: string }>(
    'PIPE2109',
    'error',
    ({ reader, name, kind }) =>
      `\`${reader}\` reads the ${kind} \`${name}\` of its file, so it can't be used from another one.`,
    ({ name }) =>
      `Params, secrets and nodes belong to the program that is run. Make a component of it, with a \`param ${name}\`.`,
  ),
  componentReads: problem<{ name: string; kind: string }>(
    'PIPE2110',
    'error',
    ({ name, kind }) =>
      `A component sees only what it is given, and the ${kind} \`${name}\` stands outside of it.`,
    ({ name }) => `Give the component a \`param ${name}\`, and say it where the component is used.`,
  ),
  recursiveComponent: problem<{ path: readonly string[] }>(
    'PIPE2111',
    'error',
    ({ path }) =>
      path.length === 1
        ? `The component \`${path[0]}\` uses itself: this never ends.`
        : `These components use one another in a circle: ${[...path, path[0]].map((name) => `\`${name}\``).join(' -> ')}.`,
    () => 'A component can use others, but never itself.',
  ),
  noRole: problem<{ name: string; known: readonly string[] }>(
    'PIPE2112',
    'error',
    ({ name }) => `The component \`${name}\` does not say what it is.`,
    ({ known }) => `Write \`is: "node"\`, or one of ${listed(known)}.`,
  ),
  unknownRole: problem<Unknown & { known: readonly string[] }>(
    'PIPE2113',
    'error',
    ({ name }) => `A component can't be a \`${name}\`.`,
    (p) => didYouMean(p) ?? `It can be ${listed(p.known)}.`,
  ),
  misplacedInComponent: problem<{ what: string; hint: string }>(
    'PIPE2114',
    'error',
    ({ what }) => `${what} can't stand in this component.`,
    ({ hint }) => hint,
  ),
  emptyComponent: problem<{ name: string; is: string; needs: string }>(
    'PIPE2115',
    'error',
    ({ name, is, needs }) => `The ${is === 'node' ? '' : `${is} `}component \`${name}\` lacks ${needs}.`,
  ),
  tooManyParts: problem<{ limit: number }>(
    'PIPE2116',
    'error',
    ({ limit }) =>
      `With this use the program's components hold more than ${limit.toLocaleString('en-US')} declarations.`,
    () =>
      'Components that use others several times multiply: use them less often, or do the work in one `step`.',
  ),
  noBlock: problem<{ name: string; is: string }>(
    'PIPE2117',
    'error',
    ({ name, is }) => `\`${name}\` is ${/^[aeiou]/.test(is) ? 'an' : 'a'} ${is}, which is no block.`,
    ({ name, is }) =>
      is === 'model' || is === 'executor'
        ? `Write \`${is} … = ${name}(…)\`.`
        : `Write \`${name}(…)\` in the field that takes ${/^[aeiou]/.test(is) ? 'an' : 'a'} ${is}.`,
  ),
  nodesAsValue: problem<{ name: string }>(
    'PIPE2118',
    'error',
    ({ name }) => `\`${name}\` is a component of nodes, and no value.`,
    ({ name }) => `Declare a use of it, \`${name} something { … }\`, and read its outputs: \`something.…\`.`,
  ),
  noImplementation: problem<{ path: string; reason: string }>(
    'PIPE2119',
    'error',
    ({ path, reason }) => `\`${path}\` can't implement a component: ${reason}.`,
    () =>
      'An implementation is one file of JavaScript beside the file that names it; see docs/components.md.',
  ),
  noSuchExport: problem<{ path: string; needs: string }>(
    'PIPE2120',
    'error',
    ({ path, needs }) => `\`${path}\` can't implement this component: it lacks \`${needs}\`.`,
  ),
  importsInImplementation: problem<{ path: string; imported: string }>(
    'PIPE2121',
    'error',
    ({ path, imported }) =>
      `\`${path}\` imports \`${imported}\`, and an implementation imports nothing but Node's own modules.`,
    () =>
      'What a component does must be in its one file, because that is what is in the key: bundle it, for example with esbuild.',
  ),
  implementationFailed: problem<{ component: string; doing: string; reason: string }>(
    'PIPE2122',
    'error',
    ({ component, doing, reason }) => `The component \`${component}\` failed while ${doing}: ${reason}.`,
  ),
  wrongResult: problem<{ component: string; expected: string; found: string }>(
    'PIPE2123',
    'error',
    ({ component, expected, found }) =>
      `The component \`${component}\` gave ${found} instead of ${expected}.`,
  ),
}

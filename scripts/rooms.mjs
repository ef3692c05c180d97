// The rooms of the house and what each may import: the table of ARCHITECTURE.md as data.
// `node scripts/rooms.mjs` writes it into biome.json as restricted imports; a test holds that the two agree.
import { readFileSync, writeFileSync } from 'node:fs'

/** What each room may import of ours. An entry with a slash opens one file of a room, not the room. */
export const rooms = {
  base: [],
  parser: ['base'],
  tables: ['base'],
  ir: ['base'],
  compiler: ['base', 'parser', 'ir', 'tables'],
  learning: ['base', 'ir', 'tables'],
  store: ['base', 'ir'],
  runtime: ['base', 'ir', 'store', 'learning/protocol.ts'],
  reporters: ['base', 'ir', 'runtime/event.ts'],
  pictures: ['base', 'ir'],
  'language-server': ['base', 'parser', 'ir', 'compiler'],
  importers: ['base', 'parser', 'compiler/elaborate/shell-scanner.ts'],
  cli: [
    'base',
    'parser',
    'ir',
    'compiler',
    'store',
    'runtime',
    'reporters',
    'pictures',
    'language-server',
    'importers',
    'learning/doctor.ts',
  ],
}

/** Packages with one owner. */
const owners = {
  chevrotain: ['parser'],
  ajv: ['ir'],
  '@photostructure/sqlite': ['store'],
  'node:sqlite': ['store'],
  ink: ['reporters'],
  react: ['reporters'],
  '@tensorflow/tfjs-core': ['learning'],
  '@tensorflow/tfjs-layers': ['learning'],
  '@tensorflow/tfjs-backend-cpu': ['learning'],
  '@tensorflow/tfjs-backend-wasm': ['learning'],
  'vscode-languageserver': ['language-server'],
  'vscode-languageserver/node.js': ['language-server'],
  'vscode-languageserver-textdocument': ['language-server'],
  '@dagrejs/dagre': ['pictures'],
  commander: ['cli'],
  yaml: ['cli', 'importers'],
}

/** One Biome override a room: the rooms and packages that it may not import. */
export function overrides() {
  return Object.entries(rooms).map(([room, allowed]) => {
    const closed = Object.keys(rooms).filter((other) => other !== room && !allowed.includes(other))
    const opened = allowed.filter((entry) => entry.includes('/')).map((entry) => `!**/${entry}`)
    const paths = Object.entries(owners)
      .filter(([, who]) => !who.includes(room))
      .map(([name, who]) => [name, `only ${who.join(' and ')} may import ${name}`])
    return {
      includes: [`src/${room}/**`],
      linter: {
        rules: {
          style: {
            noRestrictedImports: {
              level: 'error',
              options: {
                paths: Object.fromEntries(paths),
                patterns: [
                  {
                    group: [...closed.map((other) => `**/${other}/**`), ...opened],
                    message: `${room} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
                  },
                ],
              },
            },
          },
        },
      },
    }
  })
}

if (process.argv[1] === import.meta.filename) {
  const path = new URL('../biome.json', import.meta.url)
  const config = JSON.parse(readFileSync(path, 'utf8'))
  const others = config.overrides.filter((entry) => !entry.includes[0].startsWith('src/'))
  config.overrides = [...overrides(), ...others]
  writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`)
}

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holePlaces } from '../../src/compiler/elaborate/shell-scanner.ts'
import { shellText, type WordPaths } from '../../src/runtime/commands/shell-words.ts'

const paths: WordPaths = {
  artifact: ({ hash }) => hash,
  file: ({ $file }) => [$file],
  output: ({ $output }) => $output,
}

/** The shells of this machine that a `sh` may be. */
const shells = ['/bin/sh', '/usr/bin/dash', '/usr/bin/bash'].filter((path) => existsSync(path))

/** Values that do harm where they are read as anything but text. */
const hostileTexts = [
  '',
  ' ',
  "it's",
  '"',
  '\\',
  '\\\\',
  '$(echo RUN >&2)',
  '`echo RUN >&2`',
  '; echo RUN >&2;',
  '\n echo RUN >&2 \n',
  '" $(echo RUN >&2) "',
  "' $(echo RUN >&2) '",
  "'\\''$(echo RUN >&2)",
  '${HOME}',
  '$HOME',
  '*',
  '?',
  '[a-z]*',
  '~',
  '~root/x',
  '-n',
  '--',
  '-e\\n',
  '#comment',
  'a b  c\t d',
  'line\nline\n',
  '\r\n',
  'E\n',
  '<<E',
  '> pwned',
  '&',
  '!!',
  '{a,b}',
  'a[$(echo RUN >&2)]',
  'root/x',
  '0/x',
  'x/y/z.txt',
  'esac',
  ')',
  '}',
  'ünïcödé \u{1f600} \u200b',
  '%s%n\\0',
  'a'.repeat(50_000),
]
const hostile = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text.replaceAll('\0', '')).toString()),
  fc.array(fc.constantFrom(...hostileTexts), { maxLength: 3 }).map((texts) => texts.join('')),
)

/** A piece of shell, `@` for a hole, and the words that `show` gets there: `@` again for what is in the hole. */
interface Piece {
  readonly text: string
  readonly shown: readonly string[]
}

const call: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  { text: 'show @', shown: ['@'] },
  { text: 'show @ @', shown: ['@', '@'] },
  { text: 'show a@', shown: ['a@'] },
  { text: 'show @b', shown: ['@b'] },
  { text: 'show "a "@"b"', shown: ['a @b'] },
  { text: "show 'a '@'b'", shown: ['a @b'] },
  { text: 'show --x=@', shown: ['--x=@'] },
  { text: 'show $known@', shown: ['known@'] },
  { text: 'show ~@', shown: ['~@'] },
  { text: 'show cost$@', shown: ['cost$@'] },
  { text: 'show "${known}"@', shown: ['known@'] },
  { text: 'show @ # it\'s "a', shown: ['@'] },
  { text: 'show \\\n  @', shown: ['@'] },
  { text: 'show \\"@', shown: ['"@'] },
  { text: "show it\\'s@", shown: ["it's@"] },
  { text: 'show $((1 + 2)) @', shown: ['3', '@'] },
  { text: 'show "$(echo "a b")" @', shown: ['a b', '@'] },
  { text: 'show `echo a` @', shown: ['a', '@'] },
  { text: 'show ${none:-"}"} @', shown: ['}', '@'] },
  { text: 'x=@; show "$x"', shown: ['@'] },
  { text: 'x=a@ run_show', shown: ['a@'] },
  { text: 'cat <<E >/dev/null\nit\'s "\nE\nshow @', shown: ['@'] },
  { text: "cat <<'E' >/dev/null\n$( ` \"\nE\nshow @", shown: ['@'] },
  { text: 'cat <<-E >/dev/null\n\tit\n\tE\nshow @', shown: ['@'] },
)

const around: fc.Arbitrary<(inner: string) => string> = fc.constantFrom(
  (inner: string) => inner,
  (inner: string) => `( ${inner}\n)`,
  (inner: string) => `{ ${inner}\n}`,
  (inner: string) => `if true; then\n${inner}\nfi`,
  (inner: string) => `for i in 1; do\n${inner}\ndone`,
  (inner: string) => `true && {\n${inner}\n}`,
  (inner: string) => `f() {\n${inner}\n}\nf`,
  (inner: string) => `case x in\n(y) ;;\nx)\n${inner}\n;;\nesac`,
  (inner: string) => `y=$(\n${inner}\n)`,
  (inner: string) => `: "$(\n${inner}\n)"`,
  (inner: string) => `{\n${inner}\n} | cat`,
  (inner: string) => `# it's a "comment\n${inner}`,
)

const commands = fc
  .tuple(fc.array(call, { minLength: 1, maxLength: 3 }), fc.array(around, { maxLength: 3 }))
  .map(
    ([calls, wrappers]): Piece => ({
      text: wrappers.reduce((inner, wrapper) => wrapper(inner), calls.map(({ text }) => text).join('\n')),
      shown: calls.flatMap(({ shown }) => shown),
    }),
  )

/** What runs before each command: `show` writes its words where no command can take them for its own. */
const prelude = [
  'known=known',
  `show() { for word do printf '%s\\0' "$word" >&3; done; }`,
  'run_show() { show "$x"; }',
  '',
].join('\n')

function shownBy(
  shell: string,
  script: string,
): { readonly words: readonly string[]; readonly ranHole: boolean } {
  const { output } = spawnSync(shell, ['-eu', '-c', prelude + script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/nonexistent' },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    timeout: 20_000,
  })
  const ranHole = (output[2] ?? '').split('\n').includes('RUN')
  return { words: (output[3] ?? '').split('\0').slice(0, -1), ranHole }
}

describe('hostile values in a command', () => {
  it('are read back as they are, wherever a hole may stand', () => {
    let accepted = 0
    let all = 0
    fc.assert(
      fc.property(
        commands,
        fc.infiniteStream(hostile),
        fc.constantFrom(...shells),
        ({ text, shown }, values, shell) => {
          const texts = text.split('@')
          all++
          if (!holePlaces(texts).every((place) => place === 'word')) return
          accepted++
          const holes = texts.slice(1).map(() => values.next().value as string)
          const parts = texts.flatMap((literal, index) =>
            index === 0 ? [literal] : [holes[index - 1] ?? '', literal],
          )
          const wanted = shown.map(filledFrom([...holes]))
          const found = shownBy(shell, shellText(parts, paths))
          expect(found.ranHole, text).toBe(false)
          expect(found.words, text).toEqual(wanted)
        },
      ),
      { numRuns: 300 },
    )
    // What is refused may only be what is truly unclear: most of these commands are plain.
    expect(accepted / all).toBeGreaterThan(0.6)
  })
})

/** Fills the holes of a word in the order of the text. */
function filledFrom(holes: string[]): (word: string) => string {
  return (word) => word.replaceAll('@', () => holes.shift() ?? '')
}

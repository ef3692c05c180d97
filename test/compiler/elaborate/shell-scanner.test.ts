import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holePlaces } from '../../../src/compiler/elaborate/shell-scanner.ts'

/** Places of the holes of a command in which each `@` is one. */
const places = (command: string) => holePlaces(command.split('@'))

describe('the place of a hole', () => {
  it.each([
    ['@', 'word'],
    ['echo @', 'word'],
    ['echo a@b', 'word'],
    ['echo "a"@', 'word'],
    ["echo 'a'@'b'", 'word'],
    ['x=@ cmd', 'word'],
    ['cmd >@', 'word'],
    ['(cmd @)', 'word'],
    ['a | b @ && c', 'word'],
    ['echo $(cat @)', 'word'],
    ['echo "$(cat @)"', 'word'],
    ['echo "$(cat "x" @)" ', 'word'],
    ['echo \\"@', 'word'],
    ['echo a#@', 'word'],
    ['echo $x @', 'word'],
    ['echo $$ @', 'word'],
    ["echo it\\'s @", 'word'],
    ['cat <<E\nx\nE\n@', 'word'],
    ["cat <<'E O'\nx\nE O\n@", 'word'],
    ['cat <<-E\n\tx\n\tE\n@', 'word'],
    ['cat <<A <<B\na\nA\nb\nB\n@', 'word'],
    ["# it's\necho @", 'word'],
    ['echo "@"', 'double quotes'],
    ['echo "a @ b"', 'double quotes'],
    ["echo '@'", 'single quotes'],
    ["echo '\n@'", 'single quotes'],
    ['echo "\\"@"', 'double quotes'],
    ['echo "$(cat \'x\')@"', 'double quotes'],
    ['echo `cat @`', 'backquotes'],
    ['echo "`cat @`"', 'backquotes'],
    ['echo $((1 + @))', '`$((…))`'],
    ['echo $((2 * (1 + @)))', '`$((…))`'],
    ['echo $(( (1 << 2) * 3 )) @', 'word'],
    ['echo $$ $# $? @', 'word'],
    ["echo $'a' @", 'unclear'],
    ['echo $[1 + @]', 'unclear'],
    ['((x = @))', 'unclear'],
    ['[[ @ -eq 1 ]]', 'unclear'],
    ['(case x in x) echo @;; esac)', 'unclear'],
    ['case x in x) echo @;; esac', 'word'],
    ['echo $(cat <<E)\nx\nE\necho @', 'unclear'],
    ['echo $(cat <<E\nx\nE\n) @', 'word'],
    ['cat <<$x\n$x\necho @', 'a heredoc'],
    ['cat <<E\\\nF\nEF\necho @', 'unclear'],
    ["echo `echo '`' x` @", 'unclear'],
    ['echo `echo "\\"x"` @', 'unclear'],
    ['echo `date "+%F"` @', 'word'],
    ['echo "${x#\'a\'}" @', 'unclear'],
    ["echo ${x#'}'} @", 'word'],
    ['echo \\\n @', 'word'],
    ['ec\\\nho @', 'word'],
    ["# a\\\necho '@'", 'single quotes'],
    ['echo $((`echo 1`)) @', 'word'],
    ['echo $(case x in x) echo @;; esac)', 'unclear'],
    ['cat <<E\n$(\nE\n@', 'unclear'],
    ['echo ${x:-@}', '`${…}`'],
    ['echo "${x:-@}"', '`${…}`'],
    ['# @', 'a comment'],
    ['echo x # @', 'a comment'],
    ['cat <<E\n@\nE\n', 'a heredoc'],
    ['cat <<E\nx@', 'a heredoc'],
    ['cat <<@\n', 'a heredoc'],
    ['cat <<A <<B\nA\n@\nB', 'a heredoc'],
  ])('%j: %s', (command, place) => {
    expect(places(command)).toEqual([place])
  })

  it('is told for each hole', () => {
    expect(places('echo @ "@" \'@\' @')).toEqual(['word', 'double quotes', 'single quotes', 'word'])
  })
})

describe('a hole that is taken for a word', () => {
  // Nothing here can do harm, whatever it is put together to: echo and true are all the commands there are.
  const piece = fc.constantFrom(
    'echo ',
    'true; ',
    ' a ',
    '"',
    "'",
    '\\',
    '$',
    '$(',
    ')',
    '(',
    '#',
    ' #',
    '\n',
    '<<E\n',
    '\nE\n',
    '${x:-',
    '}',
    '|',
    '&& ',
    '$((',
    '))',
    'E',
    '=',
    '-',
    'x',
    '`',
    '\\\n',
    "<<'E'\n",
    '<<-E\n',
    '<<',
    '$[',
    ']',
    'case x in x) ',
    ';; esac',
    '#x',
    '%',
    'E)\n',
  )
  /** A `sh` may be any of these. */
  const shells = ['/bin/sh', '/usr/bin/bash'].filter((path) => existsSync(path))
  const literal = fc.array(piece, { maxLength: 7 }).map((parts) => parts.join(''))

  it('is one for the shell too: what is in it is never run', () => {
    fc.assert(
      fc.property(fc.tuple(literal, literal), (texts) => {
        fc.pre(holePlaces(texts).every((place) => place === 'word'))
        // As the runtime closes a literal: what ends it stands for itself.
        const [before = '', after = ''] = texts
        fc.pre(!/[\\$]$/.test(before))
        const hole = "'$(echo RUN >&2)`echo RUN >&2`; echo RUN >&2;'"
        const command = `cat() { true; }; ${before}${hole}${after}`
        for (const shell of shells) {
          const { stderr } = spawnSync(shell, ['-c', command], {
            encoding: 'utf8',
            env: { PATH: '/nonexistent' },
            input: '',
            timeout: 5000,
          })
          const ran = stderr.split('\n').filter((line) => line === 'RUN')
          expect(ran, `${shell}: ${command}`).toEqual([])
        }
      }),
      { numRuns: 300 },
    )
  })
})

import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillIn, Variables } from '../../src/importers/command/fill-in.ts'
import { type CommandPiece, text } from '../../src/importers/command/pieces.ts'
import { shellQuote } from '../../src/runtime/commands/shell-words.ts'

const value = (literal: string): CommandPiece => {
  return { kind: 'value', expression: 'x', variable: 'x', asWord: true, literal }
}

function output(command: string, variables: Readonly<Record<string, string>> = {}): string {
  const { stdout, status } = spawnSync('sh', ['-c', command], {
    env: { PATH: process.env.PATH, ...variables },
  })
  return `${stdout} ${status}`
}

/** A command as the language would run it: holes quoted, variables set. */
function filledOutput(pieces: readonly CommandPiece[], literal: string, holes: boolean): string {
  const variables = new Variables((name) => name === 'X')
  const filled = fillIn(pieces, { variables, holes, unfit: () => expect.unreachable() })
  const command = filled.map((piece) => ('hole' in piece ? shellQuote(literal) : piece.text)).join('')
  return output(command, Object.fromEntries(variables.fields.map(([name]) => [name, literal])))
}

describe('a value that is filled in', () => {
  const around = [
    ['echo ', ''],
    ['echo "', '"'],
    ["echo '", "'"],
    ['echo "a ', ' b"'],
    ["echo 'a ", " b'"],
    ['echo pre', 'post'],
    ['echo --x=', ' y'],
    ['echo `echo ', '`'],
    ['echo "$(echo ', ')"'],
    ['echo "`echo \'', '\'`"'],
    ['cat <<EOF\nline ', ' end\nEOF\necho after'],
    ["cat <<'EOF'\n$HOME ", ' end\nEOF'],
    ['echo ${UNSET:-', '}'],
    ['echo a # comment ', '\necho b'],
    ["printf '%s-%s\\n' '", '\' "it\'s"'],
  ] as const

  test.each(around)('reads the same: %s…%s', (before, after) => {
    for (const literal of ['word', '0.01', 'a-b_c.d/e:f@g%h+i,j=k']) {
      const expected = output(`${before}${literal}${after}`)
      expect(filledOutput([text(before), value(literal), text(after)], literal, true)).toBe(expected)
      expect(filledOutput([text(before), value(literal), text(after)], literal, false)).toBe(expected)
    }
  })

  test('reads the same in any row of commands', () => {
    const piece = fc.constantFrom(...around)
    const literal = fc.stringMatching(/^[\w./:@%+,=-]{1,12}$/)
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        literal,
        fc.boolean(),
        (rows, word, holes) => {
          const pieces = rows.flatMap(([before, after]) => [text(before), value(word), text(`${after}\n`)])
          const expected = output(rows.map(([before, after]) => `${before}${word}${after}\n`).join(''))
          expect(filledOutput(pieces, word, holes)).toBe(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('in arithmetic stays a number', () => {
    expect(filledOutput([text('echo $(('), value('3'), text(' * 2))')], '3', true)).toBe('6\n 0')
  })

  test('gets a variable of its own where the command has one of that name', () => {
    const variables = new Variables((name) => name === 'X')
    const how = { variables, holes: true, unfit: () => expect.unreachable() }
    expect(fillIn([text('X=1; echo "$X '), value('v'), text('"')], how)).toEqual([
      { text: 'X=1; echo "$X $PARAM_X"' },
    ])
  })
})

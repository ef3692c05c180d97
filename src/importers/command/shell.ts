/** What a command asks of the shell that runs it. No shell is imitated: where it is unclear, the answer is yes. */

/** Things that bash reads and a plain `sh` does not, or reads differently. */
const bashOnly: readonly RegExp[] = [
  /\[\[/,
  /<<</,
  /[<>]\(/,
  /&>|\|&|>&(?![\d-])/,
  /(^|[\s;&|(])(source|declare|typeset|local|function|pushd|popd|shopt|mapfile|readarray|select|let|time|coproc|disown)\s/,
  /(^|[\s;&|(])read\s+-[^r]/,
  /(^|[\s;&|(])echo\s+-/,
  /(^|[\s;&|(])printf\s+(-v|['"][^'"]*%q)/,
  /(^|[\s;&|(])(set|trap)\s[^\n]*(pipefail|ERR|DEBUG)/,
  /(^|[\s;&|])[A-Za-z_]\w*(\[[^\]]*\])?\+?=\(/,
  /(^|[\s;&|])[A-Za-z_]\w*\+=/,
  /\$\{[A-Za-z_]\w*(\[|\/|\^|,|:[-\s]*\d|@)/,
  /\$\{!/,
  /\$'/,
  /(^|[^$\w\\{])\{[^{}\s]*(,|\.\.)[^{}\s]*\}/,
  /(^|[\s;&|])\(\(/,
  /\$(RANDOM|SECONDS|BASH\w*|PIPESTATUS|FUNCNAME|OSTYPE|HOSTNAME|UID|EUID)\b/,
  /\*\*\//,
  /\[\s[^\]\n]*==[^\]\n]*\]/,
]

/** True for a command that a plain `sh` might not run as bash does. */
export function needsBash(command: string): boolean {
  // What is in single quotes is no shell's to read, but the program's that gets it.
  const seen = command.replace(/'[^']*'/g, (quoted) => (quoted.includes('%q') ? quoted : "''"))
  return bashOnly.some((pattern) => pattern.test(seen))
}

/** True where a failure inside of the command is not the failure of the command: several commands in one text. */
export function hasSeveralCommands(command: string): boolean {
  return /[;\n]|&(?!&)/.test(command.replace(/&&|[<>]&|&>/g, ' ').replace(/;+\s*$/, ''))
}

/** True for a command that reads a variable which might not be set: neither `isSet` nor its own doing. */
export function readsVariables(command: string, isSet: (name: string) => boolean): boolean {
  if (/\$\{?[@*1-9]/.test(command)) return true
  return [...command.matchAll(/\$\{?([A-Za-z_]\w*)(\?)?/g)].some(({ 1: name = '', 2: mustBeSet, index }) => {
    if (mustBeSet !== undefined || isSet(name)) return false
    return !new RegExp(`(^|[\\s;&|(])(${name}=|(for|read|read -r)\\s+${name}\\b)`).test(
      command.slice(0, index),
    )
  })
}

/** True for a command that changes the shell it runs in: what comes after must not notice. */
export function changesShell(command: string): boolean {
  const start = String.raw`(?:^|[;&|({!\n]|\b(?:then|do|else)\s)\s*`
  const builtins = 'cd|export|set|unset|exit|exec|trap|umask|ulimit|alias|eval|shift|return|readonly|\\.'
  const assignment = String.raw`[A-Za-z_]\w*=\S*\s*(?:$|[;&|\n])`
  return new RegExp(`${start}(?:(?:${builtins})(?:\\s|$|;)|${assignment})`).test(command)
}

// The patterns name control characters because taking them out is what this file is for.
/** CSI, OSC and the other escape sequences of ECMA-48, in their 7-bit and 8-bit forms. */
const escapes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g

// biome-ignore lint/suspicious/noControlCharactersInRegex: what may not reach the terminal
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g

// biome-ignore lint/suspicious/noControlCharactersInRegex: the cheap test that nearly every line passes
const suspect = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/**
 * One line of text without anything that could move the cursor, clear the screen or change colours. Tabs become
 * spaces; after a carriage return (progress bars of other tools) only what was drawn last stays.
 */
export function sanitizeLine(line: string): string {
  if (!suspect.test(line)) return line
  const plain = line.replace(escapes, '')
  const drawn = plain.split('\r').filter((part) => part !== '')
  return (drawn.at(-1) ?? '').replaceAll('\t', '    ').replace(controls, '')
}
